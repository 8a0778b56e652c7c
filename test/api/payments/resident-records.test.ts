import assert from 'node:assert/strict'
import request, { type Response } from 'supertest'
import { readSheet } from '../../../server/src/platform/xlsx/index.ts'
import type {
  Home,
  MyData,
  PaymentCertificate,
  ResidentOrder,
  ResidentPayment,
  ResidentQuote,
} from '../../../shared/contracts/residents.ts'
import { refused } from '../../support/api.ts'
import { asResident, byName, MINI, type ResidentApi } from '../../support/resident-api.ts'
import { billSeason, plainRules, type Running, runSystem } from '../../support/system.ts'
import { buildWorld, flat, SEASON, type World } from '../../support/world.ts'

/*
 * 46.57 m² × 20.50 = 954.685 → 954.69 for each flat, due in February: no late fee today.
 * 80010001 + 80040001 = 1909.38 in one payment; 80020001 is collected by another legal entity.
 */
const FLAT_FEN = 95_469
const [MINE, PARENTS, SPARE, WEST, ABROAD] = ['80010001', '80040001', '80040002', '80020001', '90010001'] as const

describe('what residents pay and keep of it', function () {
  this.timeout(60_000)
  let world: World
  let running: Running
  before(async () => {
    world = await buildWorld()
    running = await runSystem(world)
    await world.households.createHousehold(world.demo.operator, flat(PARENTS, 'EAST-1', '测试老人'))
    await world.households.createHousehold(world.demo.operator, flat(SPARE, 'EAST-1', '测试余'))
    await billSeason(running, world.demo, plainRules(SEASON, '2027-02-13', '2026-09-01'))
    await billSeason(running, world.other, plainRules(SEASON, '2027-02-13', '2026-09-01'))
  })
  after(async () => {
    await running.stop()
    await world.billing.stop()
    await world.close()
  })

  const resident = (person: string, appId?: string) => asResident({ app: running.url }, running.simulator, person, appId)
  async function bound(api: ResidentApi, householdNo: string, name: string, more: object = {}): Promise<ResidentApi> {
    const answer = await api.post('/bindings', byName(householdNo, name, more))
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return api
  }
  const homesOf = async (api: ResidentApi) => (await api.get('/homes')).body.items as Home[]
  const paymentsOf = async (api: ResidentApi) => (await api.get('/payments')).body.items as ResidentPayment[]
  const certificateOf = async (api: ResidentApi, paymentNo: string) => (await api.get(`/payments/${paymentNo}`)).body as PaymentCertificate
  const order = (api: ResidentApi, householdNos: readonly string[], totalFen: number) =>
    api.post('/payment-orders', { householdNos, totalFen, channel: 'wechat-pay' })
  async function paid(api: ResidentApi, householdNos: readonly string[], totalFen: number): Promise<ResidentOrder> {
    const made = await order(api, householdNos, totalFen)
    assert.equal(made.status, 201, JSON.stringify(made.body))
    assert.equal((await running.simulator.control.requestPayment(made.body.wechatPay)).errMsg, 'requestPayment:ok')
    await running.settle()
    return made.body
  }

  it('homes of two legal entities are told apart beforehand, and one order for both is refused with what to do', async () => {
    const api = await resident('person-1')
    await bound(api, MINE, '测试甲')
    await bound(api, WEST, '测试丁')
    assert.deepEqual((await homesOf(api)).map(({ payee }) => payee).sort(), ['示例热力有限公司', '示例热力西区有限公司'])
    assert.match(refused(await order(api, [MINE, WEST], 2 * FLAT_FEN), 409, 'SEVERAL_COMPANIES').detail, /分开缴费/)
  })

  it('a payer sees the amount and pays it, and nothing of whose home it is', async () => {
    const api = await bound(await resident('person-2'), PARENTS, '测试老人', { role: 'payer', label: '爸妈家' })
    const [home] = await homesOf(api)
    assert.deepEqual(
      [home?.owedFen, home?.label, home?.holderName, home?.address, home?.why, home?.balanceFen],
      [FLAT_FEN, '爸妈家', null, null, null, null],
    )
    const quote = (await api.get(`/households/${PARENTS}/quote`)).body as ResidentQuote
    assert.deepEqual([quote.totalFen, quote.balanceFen, quote.items.flatMap(({ steps }) => steps)], [FLAT_FEN, null, []])
    for (const path of ['bills', `bills/${SEASON}`, `bills/${SEASON}/statement`])
      refused(await api.get(`/households/${PARENTS}/${path}`), 403, 'PAYER_SEES_LESS')
    const data = (await api.post('/my-data', {})).body as MyData
    assert.ok(!JSON.stringify([home, quote, data]).includes('测'))
  })

  it('one payment for two homes: the payer’s 凭证 shows both, each home’s family only its own part', async () => {
    const family = await bound(await resident('person-1'), PARENTS, '测试老人', { role: 'family', label: '爸妈家' })
    const { orderNo } = await paid(family, [MINE, PARENTS], 2 * FLAT_FEN)
    const [first] = await paymentsOf(family)
    const whole = await certificateOf(family, first?.paymentNo ?? '')
    assert.deepEqual(
      whole.parts.map(({ householdNo, label, seasonCode, title, amountFen }) => [householdNo, label, seasonCode, title, amountFen]),
      [
        [MINE, null, SEASON, '热费', FLAT_FEN],
        [PARENTS, '爸妈家', SEASON, '热费', FLAT_FEN],
      ],
    )
    assert.deepEqual(
      [whole.orderNo, whole.payer, whole.amountFen, whole.amountWords, whole.payee, whole.otherHomes, whole.refundedFen],
      [orderNo, null, 2 * FLAT_FEN, '壹仟玖佰零玖元叁角捌分', '示例热力有限公司', 0, 0],
    )
    assert.match(whole.transactionId ?? '', /^42/)

    const neighbour = await bound(await resident('person-3'), MINE, '测试甲', { role: 'family' })
    const part = await certificateOf(neighbour, whole.paymentNo)
    assert.deepEqual(
      part.parts.map(({ householdNo }) => householdNo),
      [MINE],
    )
    assert.deepEqual(
      [part.otherHomes, part.otherHomesFen, part.orderNo, part.transactionId, part.refundedFen],
      [1, FLAT_FEN, null, null, null],
    )
    assert.match(part.payer ?? '', /^居民 .{4}$/)
    assert.ok(!JSON.stringify(part).includes(PARENTS))
  })

  it('a payer sees no payment of others, a stranger none at all, in the words for one that does not exist', async () => {
    const [known] = await paymentsOf(await resident('person-1'))
    const payer = await resident('person-2')
    assert.deepEqual(await paymentsOf(payer), [])
    const words = new Set<string>()
    for (const api of [payer, await resident('person-4')])
      for (const no of [known?.paymentNo ?? '', 'P20261122AAAAAAAAAA'])
        words.add(refused(await api.get(`/payments/${no}`), 404, 'NOT_FOUND').detail)
    assert.equal(words.size, 1)
    refused(await payer.get('/payments/x'), 404, 'NOT_FOUND')
  })

  it('what a payer has paid is theirs to see, and only that', async () => {
    const api = await bound(await resident('person-5'), '80010003', '测试丙', { role: 'payer' })
    const { orderNo } = await paid(api, ['80010003'], FLAT_FEN)
    const seen = (await api.get(`/payment-orders/${orderNo}`)).body as ResidentOrder
    assert.deepEqual(
      seen.households.map(({ address }) => address),
      ['卡号 80010003'],
    )
    const [own] = await paymentsOf(api)
    assert.deepEqual([own?.mine, own?.amountFen], [true, FLAT_FEN])
    const { parts } = await certificateOf(api, own?.paymentNo ?? '')
    assert.deepEqual([parts[0]?.address, parts[0]?.amountFen], [null, FLAT_FEN])
  })

  it('the statement of a season is a workbook with every line, its calculation and every payment', async () => {
    const api = await resident('person-1')
    const response = await request(running.url)
      .get(`/api/resident/households/${MINE}/bills/${SEASON}/statement`)
      .set('Authorization', `Bearer ${api.token}`)
      .buffer(true)
      .parse(bytesOf)
    assert.equal(response.status, 200)
    assert.match(response.headers['content-disposition'] ?? '', /filename\*=UTF-8''/)
    const rows: string[] = []
    for await (const { cells } of readSheet(response.body as Buffer)) rows.push(cells.join('|'))
    const text = rows.join('\n')
    for (const piece of ['46.57', '20.50', '954.69', '微信支付', '合计', '还欠'])
      assert.ok(text.includes(piece), `${piece} is missing in\n${text}`)
    assert.ok(!text.includes('测试甲'), 'the name is masked as on the bill')
    refused(await api.get(`/households/${MINE}/bills/2010-2011/statement`), 404, 'NOT_FOUND')
  })

  it('the platform’s app shows homes of two companies, each paid to its own; a company’s app never the other’s', async () => {
    const shared = await bound(await resident('person-6', MINI.platform), ABROAD, '测试己', { companyCode: 'OTHER' })
    await bound(shared, WEST, '测试丁', { companyCode: 'DEMO' })
    assert.deepEqual((await homesOf(shared)).map(({ company, householdNo }) => [company, householdNo]).sort(), [
      ['示例热力有限公司', WEST],
      ['虚构区供热公司', ABROAD],
    ])
    refused(await order(shared, [ABROAD, WEST], 2 * FLAT_FEN), 409, 'SEVERAL_COMPANIES')
    const own = await resident('person-6', MINI.demo)
    assert.deepEqual(
      (await homesOf(own)).map(({ householdNo }) => householdNo),
      [WEST],
    )
    for (const path of [`/households/${ABROAD}/quote`, `/households/${ABROAD}/bills`]) refused(await own.get(path), 404, 'NOT_FOUND')
  })

  it('nobody leaves while a payment of theirs is open', async () => {
    const api = await bound(await resident('person-4'), SPARE, '测试余')
    assert.equal((await order(api, [SPARE], FLAT_FEN)).status, 201)
    refused(await api.post('/account/deletion', { confirm: '注销' }), 409, 'ORDER_OPEN')
  })
})

function bytesOf(response: Response, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = []
  const stream = response as unknown as NodeJS.ReadableStream
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  stream.on('end', () => done(null, Buffer.concat(chunks)))
}
