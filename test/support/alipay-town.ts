import { type AlipaySimulator, startAlipaySimulator } from './alipay-simulator.ts'
import { assertBooksAgree } from './compare-books.ts'
import { HOLDER } from './fault-town.ts'
import { type Payer, payerAt } from './payer.ts'
import { startWechatSimulator } from './simulators.ts'
import { billSeason, plainRules, type Running, runSystem } from './system.ts'
import { buildWorld, flat, SEASON, type World } from './world.ts'

export const ALIPAY_APP = { appId: '2021000000000011', sellerId: '2088000000000011' } as const
/** The H5 pages of the same seller. */
export const ALIPAY_WEB = { appId: '2021000000000012', sellerId: '2088000000000011' } as const
/** A registered app of another seller whose keys the server has, too. */
export const OTHER_APP = { appId: '2021000000000021', sellerId: '2088000000000022' } as const

/** The world of the fault town, whose company also has an Alipay mini-program and a seller's account. */
export type AlipayTown = {
  readonly world: World
  readonly running: Running
  readonly alipay: AlipaySimulator
  /** Where the channel calls for our app. */
  readonly callback: string
  payer(personId: string): Promise<Payer>
  /** A flat nobody has paid anything for, bound by these people. */
  flatOf(...payers: readonly Payer[]): Promise<string>
  alerts(kind: string): Promise<number>
  /** Counts of everything a notice could leave behind. */
  traces(): Promise<Readonly<Record<string, number>>>
  /** Names a transaction that a test signed with the platform's key although nobody paid. */
  invent(transactionId: string): string
  booksAgree(): Promise<void>
  close(): Promise<void>
}

const TRACED = ['gateway_notices', 'jobs', 'order_events', 'payments', 'journal_entries'] as const

export async function buildAlipayTown({
  flats,
  noticeTimeoutMs,
}: {
  readonly flats: number
  readonly noticeTimeoutMs?: number
}): Promise<AlipayTown> {
  const world = await buildWorld()
  const [simulator, alipay] = await Promise.all([
    startWechatSimulator(),
    startAlipaySimulator(noticeTimeoutMs === undefined ? {} : { noticeTimeoutMs }),
  ])
  const running = await runSystem(world, { simulator, alipay })
  const { operator } = world.demo
  await world.tenancy.registerChannelApp(operator, { platform: 'alipay-mini', appId: ALIPAY_APP.appId, name: '示例热力支付宝小程序' })
  await world.tenancy.registerChannelApp(operator, { platform: 'alipay-web', appId: ALIPAY_WEB.appId, name: '示例热力支付宝网页' })
  await world.tenancy.registerMerchant(operator, {
    legalEntityCode: 'DEMO',
    channel: 'alipay',
    mode: 'direct',
    mchId: ALIPAY_APP.sellerId,
    name: '示例热力有限公司',
  })
  const numbers = Array.from({ length: flats }, (_, index) => String(81_010_001 + index))
  for (const householdNo of numbers) await world.households.createHousehold(operator, flat(householdNo, 'EAST-1', HOLDER))
  await billSeason(running, world.demo, plainRules(SEASON, '2026-10-31', '2026-10-01'))
  const invented: string[] = []

  return {
    world,
    running,
    alipay,
    callback: `${running.url}/callbacks/alipay/${ALIPAY_APP.appId}`,
    async payer(personId) {
      const { appId } = ALIPAY_APP
      const { code } = await alipay.control.authCode(appId, personId)
      const answer = await fetch(`${running.url}/api/resident/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ platform: 'alipay-mini', appId, code }),
      })
      if (answer.status !== 201) throw new Error(await answer.text())
      const { token } = (await answer.json()) as { token: string }
      return payerAt(running.url, simulator.control, token, { channel: 'alipay' })
    },
    async flatOf(...payers) {
      const householdNo = numbers.shift()
      if (!householdNo) throw new Error('the town has no flats left: build it with more')
      for (const payer of payers) await payer.bind(householdNo, HOLDER)
      return householdNo
    },
    async alerts(kind) {
      const text = await (await fetch(`${running.url}/metrics`)).text()
      const line = text.split('\n').find((one) => one.includes(`"${kind}"`))
      return Number(line?.split(' ').at(-1) ?? 0)
    },
    traces: () =>
      world.database.read(async (unit) => {
        const counts: Record<string, number> = {}
        for (const table of TRACED) counts[table] = (await unit.select<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))[0]?.n ?? 0
        return counts
      }),
    invent(transactionId) {
      invented.push(transactionId)
      return transactionId
    },
    booksAgree: () => assertBooksAgree(world.database, simulator, invented, alipay),
    async close() {
      await running.stop()
      await Promise.all([simulator.stop(), alipay.stop()])
      await world.close()
    },
  }
}
