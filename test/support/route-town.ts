import assert from 'node:assert/strict'
import request, { type Response } from 'supertest'
import type { Engine } from '../../server/src/database/connection.ts'
import { insertDifferences } from '../../server/src/modules/reconciliation/differences.repository.ts'
import { findStatementOfDay, insertStatement } from '../../server/src/modules/reconciliation/statements.repository.ts'
import { listMerchants } from '../../server/src/modules/tenancy/index.ts'
import { type Permission, permissions } from '../../shared/access/permissions.ts'
import type { ResidentOrder } from '../../shared/contracts/residents.ts'
import { type HeatCases, heatCases } from './heat-cases.ts'
import { asResident, byName, MINI } from './resident-api.ts'
import { billSeason, plainRules, type Running, runSystem } from './system.ts'
import { buildWorld, PASSWORD, SEASON, type TestCompany, type World } from './world.ts'

/** Existing things of one station, EAST-2 of the company DEMO: what outsiders name in their requests. */
export type Subject = HeatCases & {
  readonly householdNo: string
  readonly unitCode: string
  readonly seasonCode: string
  readonly staffName: string
  readonly runNo: string
  readonly bindingNo: string
  readonly openOrderNo: string
  readonly paidOrderNo: string
  readonly paymentNo: string
  /** Of a part of that payment that waits for its approval, and of money in suspense. */
  readonly refundNo: string
  /** The owner asked for this one. */
  readonly ownRefundNo: string
  readonly suspenseNo: string
  /** Of money the platform gave back by itself. */
  readonly platformCaseNo: string
  /** Of a code of the counter that waits. */
  readonly scanOrderNo: string
  readonly deadJobNo: string
  /** Of its draft rule set, EAST-2’s first version of 2026-2027. */
  readonly noticeNo: string
  /** Of the file of that notice. */
  readonly noticeFileNo: string
  /** Of 2026-11-21, of the company's merchant number, with an open difference. */
  readonly statementNo: string
  readonly differenceNo: string
  /** Of a workbook that was uploaded and is not checked yet. */
  readonly importNo: string
  /** Of an act on many households that is done. */
  readonly editNo: string
}

/** Who asks. Staff have every right there is, so that only the scope can stop them; `lacks:x` has every right but x. */
export type Asker = 'nobody' | 'owner' | 'sibling' | 'foreigner' | 'resident' | 'residentElsewhere' | 'residentAbroad' | 'residentUnbound'

export type RouteTown = {
  readonly system: World
  readonly subject: Subject
  ask(who: Asker | `lacks:${Permission}`, method: string, path: string, sending?: { body?: object; key?: string | null }): Promise<Response>
  close(): Promise<void>
}

const HOME = '80010003'
const PAID_HOME = '80010001'

/** Two companies, two branches, residents of each, and a life in the middle: bills, an order that waits and one that is paid, a dead job. */
export async function openRouteTown(engine?: Engine): Promise<RouteTown> {
  const world = await buildWorld(engine ? { engine } : {})
  const running = await runSystem(world, { logLevel: 'silent' })
  const { demo, other } = world
  await Promise.all([
    hire(world, demo, 'owner', 'DEMO', permissions),
    hire(world, demo, 'sibling', 'WEST', permissions),
    hire(world, other, 'foreigner', 'OTHER', permissions),
    hire(world, demo, 'only-east', 'EAST-2', []),
  ])
  await world.tenancy.createSeason(demo.operator, { orgUnitCode: 'EAST', code: '2025-2026', startsOn: '2025-11-15', endsOn: '2026-03-15' })
  const { run } = await billSeason(running, demo, plainRules(SEASON, '2027-02-13', '2026-09-01'))

  const home = await bound(running, 'person-1', MINI.demo, HOME, '测试丙')
  await bound(running, 'person-1', MINI.demo, PAID_HOME, '测试甲')
  const paid = await order(home.token, running, PAID_HOME)
  assert.equal((await running.simulator.control.requestPayment(paid.wechatPay)).errMsg, 'requestPayment:ok')
  await running.settle()
  const open = await order(home.token, running, HOME)
  const elsewhere = await bound(running, 'person-2', MINI.demo, '80020001', '测试丁')
  const abroad = await bound(running, 'person-3', MINI.platform, '90010001', '测试己', 'OTHER')
  const unbound = await asResident({ app: running.url }, running.simulator, 'person-4')
  const subject: Subject = {
    householdNo: HOME,
    unitCode: 'EAST-2',
    seasonCode: '2025-2026',
    staffName: 'only-east',
    runNo: run.runNo,
    bindingNo: home.bindingNo,
    openOrderNo: open.orderNo,
    paidOrderNo: paid.orderNo,
    paymentNo: await paymentOf(world, paid.orderNo),
    refundNo: await refundOf(world, running, 'cashier', paid.orderNo),
    ownRefundNo: await refundOf(world, running, 'owner', paid.orderNo),
    suspenseNo: await suspended(world, running),
    platformCaseNo: await refundedByPlatform(world, running, paid.orderNo),
    scanOrderNo: await scanOrder(await world.tokenOf('owner'), running, HOME),
    deadJobNo: await deadJob(world, demo),
    ...(await heatCases(world, demo.tenantId, HOME)),
    ...(await draftRules(world, demo)),
    ...(await reconciled(world, demo)),
    importNo: await uploaded(world, demo),
    editNo: await edited(world, demo),
  }

  const tokens: Partial<Record<string, Promise<string> | string>> = {
    owner: world.tokenOf('owner'),
    sibling: world.tokenOf('sibling'),
    foreigner: world.tokenOf('foreigner', other),
    resident: home.token,
    residentElsewhere: elsewhere.token,
    residentAbroad: abroad.token,
    residentUnbound: unbound.token,
  }
  const tokenOf = (who: string): Promise<string> | string => {
    tokens[who] ??= lacking(world, who.slice('lacks:'.length) as Permission)
    return tokens[who]
  }
  let keys = 0
  return {
    system: world,
    subject,
    async ask(who, method, path, { body, key } = {}) {
      const sending = request(running.url)[method.toLowerCase() as 'get'](path)
      if (who !== 'nobody') sending.set('Authorization', `Bearer ${await tokenOf(who)}`)
      keys += 1
      if (key !== null) sending.set('Idempotency-Key', key ?? `route-walk-${keys}`)
      if (Buffer.isBuffer(body)) return sending.type('application/octet-stream').send(body)
      return body === undefined ? sending : sending.send(body)
    },
    async close() {
      await running.stop()
      await world.billing.stop()
      await world.close()
    },
  }
}

async function hire({ staff }: World, { operator }: TestCompany, name: string, orgUnitCode: string, rights: readonly Permission[]) {
  await staff.createRole(operator, { code: name, name, permissions: [...rights] })
  await staff.createStaff(operator, { name, displayName: name, password: PASSWORD, posts: [{ orgUnitCode, roleCode: name }] })
}

/** The first bytes of a zip: enough to be kept, and nothing to read. */
export const SOME_WORKBOOK = Buffer.from('PK\u0003\u0004', 'latin1')

/** The first bytes of a PDF. */
export const SOME_PDF = Buffer.from('%PDF-1.7')

function uploaded({ exchange }: World, { operator }: TestCompany): Promise<string> {
  const wanted = { fileName: '期初.xlsx', seasonCode: SEASON, orgUnit: 'EAST-2', newCommunities: 'refuse' } as const
  return exchange.uploadImport(operator, wanted, SOME_WORKBOOK)
}

async function paymentOf({ database }: World, orderNo: string): Promise<string> {
  const [row] = await database.read((unit) =>
    unit.select<{ paymentNo: string }>(
      'SELECT p.payment_no AS paymentNo FROM payments p JOIN payment_orders o ON o.id = p.order_id WHERE o.order_no = :orderNo',
      { orderNo },
    ),
  )
  return row?.paymentNo ?? assert.fail(`${orderNo} was not paid`)
}

async function refundOf(world: World, { url }: Running, name: string, orderNo: string): Promise<string> {
  const answer = await request(url)
    .post(`/api/staff/payments/${await paymentOf(world, orderNo)}/refunds`)
    .set('Authorization', `Bearer ${await world.tokenOf(name)}`)
    .set('Idempotency-Key', 'refund-of-the-walk')
    .send({ householdNo: PAID_HOME, amountFen: 100, reason: '多缴退回' })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body.refundNo
}

async function refundedByPlatform({ database }: World, running: Running, outTradeNo: string): Promise<string> {
  await running.simulator.control.refundByPortal({ mchId: '1900000001', outTradeNo }, 300)
  await running.settle()
  const [row] = await database.read((unit) => unit.select<{ caseNo: string }>('SELECT case_no AS caseNo FROM platform_refunds'))
  return row?.caseNo ?? assert.fail('no refund of the platform was kept')
}

/** Money of the company's merchant that fits no order. */
async function suspended({ database }: World, running: Running): Promise<string> {
  const { control } = running.simulator
  const craft = { mchId: '1900000001', appId: MINI.demo, transaction: { out_trade_no: 'NOBODYSORDER1', amount: { total: 500 } } }
  await control.craftAndSend(craft, { urls: [`${running.url}/callbacks/wechat-pay/1900000001`] })
  await running.settle()
  const [row] = await database.read((unit) =>
    unit.select<{ paymentNo: string }>(`SELECT payment_no AS paymentNo FROM payments WHERE destination = 'suspense'`),
  )
  return row?.paymentNo ?? assert.fail('nothing is in suspense')
}

/** Somebody who may do everything but this. */
async function lacking(world: World, permission: Permission): Promise<string> {
  const name = `lacks-${permission.replaceAll('.', '-')}`.slice(0, 32)
  const rights = permissions.filter((one) => one !== permission)
  await hire(world, world.demo, name, 'DEMO', rights)
  return world.tokenOf(name)
}

function edited({ households }: World, { operator }: TestCompany): Promise<string> {
  const act = { kind: 'tag-add', tag: '普查' } as const
  return households.startEdit(operator, { selection: { filter: { householdNo: HOME } }, act, expected: 1, reason: '年度普查' })
}

async function bound(
  { url, simulator }: Running,
  personId: string,
  appId: string,
  householdNo: string,
  name: string,
  companyCode?: string,
) {
  const api = await asResident({ app: url }, simulator, personId, appId)
  const answer = await api.post('/bindings', byName(householdNo, name, companyCode ? { companyCode } : {}))
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return { token: api.token, bindingNo: answer.body.bindingNo as string }
}

async function scanOrder(token: string, { url }: Running, householdNo: string): Promise<string> {
  const answer = await request(url)
    .post(`/api/staff/households/${householdNo}/scan-orders`)
    .set('Authorization', `Bearer ${token}`)
    .set('Idempotency-Key', `scan-of-${householdNo}`)
    .send({ totalFen: 95_469 })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body.orderNo
}

async function order(token: string, { url }: Running, householdNo: string): Promise<ResidentOrder> {
  const answer = await request(url)
    .post('/api/resident/payment-orders')
    .set('Authorization', `Bearer ${token}`)
    .set('Idempotency-Key', `order-of-${householdNo}`)
    .send({ householdNos: [householdNo], totalFen: 95_469, channel: 'wechat-pay' })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body
}

/** A draft of rules for EAST-2 with a file; answers the numbers of its price notice and of the file. */
async function draftRules({ tariffs }: World, { operator }: TestCompany): Promise<Pick<Subject, 'noticeNo' | 'noticeFileNo'>> {
  const notice = { no: '样例〔2026〕77号', title: '样例', issuedOn: '2026-08-20' }
  const start = { from: 'template', code: 'area-gross' } as const
  const key = await tariffs.createRuleSetDraft(operator, { orgUnit: 'EAST-2', seasonCode: SEASON, start, notice })
  const noticeFileNo = await tariffs.attachNoticeFile(operator, key, { name: '样例.pdf', bytes: SOME_PDF })
  return { noticeNo: notice.no, noticeFileNo }
}

/** A bill that lacks a payment of ours. */
async function reconciled(
  { database, clock }: World,
  { tenantId, legalEntityId }: TestCompany,
): Promise<Pick<Subject, 'statementNo' | 'differenceNo'>> {
  const [statementNo, differenceNo, day] = ['S20261121ROUTETOWN', 'RD20261121ROUTETOWN', '2026-11-21']
  await database.write(async (unit) => {
    const [merchant] = await listMerchants(unit, tenantId, legalEntityId)
    assert.ok(merchant)
    const { id: merchantId, channel } = merchant
    await insertStatement(unit, {
      tenantId,
      statementNo,
      merchantId,
      legalEntityId,
      channel,
      day,
      askedAt: clock.now(),
      askedBy: '每日对账',
    })
    const statement = await findStatementOfDay(unit, merchantId, day)
    assert.ok(statement)
    const facts = {
      transactionId: '4200002026112100000000000001',
      orderNo: 'W20261121ROUTETOWN',
      refundNo: null,
      theirFen: null,
      ourFen: 100,
    }
    const tradeKey = `payment:${facts.transactionId}`
    await insertDifferences(unit, statement, [{ ...facts, differenceNo, tradeKey, kind: 'ours-only', trade: 'payment' }], clock.now())
  })
  return { statementNo, differenceNo }
}

/** A job of the company that has used up its attempts. */
async function deadJob({ database, queue }: World, { tenantId }: TestCompany): Promise<string> {
  const businessKey = 'a job that died'
  await database.write((unit) => queue.add(unit, { tenantId, kind: 'payments.query-order', businessKey, payload: {} }))
  return database.write(async (unit) => {
    await unit.execute(`UPDATE jobs SET state = 'dead', attempts = max_attempts WHERE business_key = :businessKey`, { businessKey })
    const [job] = await unit.select<{ jobNo: string }>('SELECT job_no AS jobNo FROM jobs WHERE business_key = :businessKey', {
      businessKey,
    })
    return job?.jobNo ?? ''
  })
}
