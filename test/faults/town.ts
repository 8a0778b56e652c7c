import { assertBooksAgree } from '../support/compare-books.ts'
import { MORNING } from '../support/database.ts'
import { countOf } from '../support/database-rows.ts'
import { buildFaultTown, type FaultTown } from '../support/fault-town.ts'
import type { Payer } from '../support/payer.ts'
import { MINI } from '../support/resident-api.ts'
import type { CraftedNotice } from '../support/simulator-control.ts'
import { billSeason, plainRules } from '../support/system.ts'
import { SEASON } from '../support/world.ts'

/** The town these tests share: building one costs seconds, and every test takes a flat nobody has touched. */
export type Town = FaultTown & {
  readonly callback: string
  /** The morning of 2026-11-22, nothing on its way, a payer with a flat of their own. */
  home(): Promise<Home>
  /** The same in 虚构供热, for whom the platform collects as a partner. There is one. */
  partnerHome(): Promise<Home>
  /** Both clocks stand still there. */
  at(time: string): Promise<void>
  /** Posts these bytes to our callback; answers the status. */
  post(notice: CraftedNotice, url?: string): Promise<number>
  /** How often this alert has been raised. */
  alerts(kind: string): Promise<number>
  /** What a refused notice must leave as it is. */
  traces(): Promise<Readonly<Record<string, number>>>
  /** Names a transaction that was signed for a test although nobody paid. */
  invent(transactionId: string): string
  booksAgree(): Promise<void>
}

export type Home = { readonly payer: Payer; readonly flat: string }

const FLATS = 60
let built: Promise<Town> | undefined

export function sharedTown(): Promise<Town> {
  built ??= build()
  return built
}

after(async function () {
  this.timeout(30_000)
  await (await built)?.close()
})

async function build(): Promise<Town> {
  const town = await buildFaultTown({ flats: FLATS })
  const { world, running } = town
  await billSeason(running, world.other, plainRules(SEASON, '2026-10-31', '2026-10-01'))
  const { database } = world
  const invented: string[] = []
  const callback = `${running.url}/callbacks/wechat-pay/1900000001`
  return {
    ...town,
    callback,
    async home() {
      await morning()
      const payer = await town.payer('person-1')
      return { payer, flat: await town.flatOf(payer) }
    },
    async partnerHome() {
      await morning()
      const payer = await town.payer('person-6', MINI.platform)
      await payer.bind('90010001', '测试己', { companyCode: 'OTHER' })
      return { payer, flat: '90010001' }
    },
    at: (time) => running.setTime(time),
    async post({ headers, body }, url = callback) {
      const response = await fetch(url, { method: 'POST', headers, body })
      await response.arrayBuffer()
      return response.status
    },
    async alerts(kind) {
      const { text } = await running.system.metrics.render()
      return Number(new RegExp(`^nuanzhang_alerts_total\\{kind="${kind}"\\} (\\d+)$`, 'm').exec(text)?.[1] ?? 0)
    },
    async traces() {
      const tables = ['payments', 'gateway_notices', 'journal_entries', 'order_events', 'jobs']
      return Object.fromEntries(await Promise.all(tables.map(async (table) => [table, await countOf(database, table)])))
    },
    invent(transactionId) {
      invented.push(transactionId)
      return transactionId
    },
    booksAgree: () => assertBooksAgree(database, running.simulator, invented),
  }

  /** Orders that earlier tests left open run out first: their query jobs would take the answers a test spoils for its own. */
  async function morning(): Promise<void> {
    await running.setTime('2026-11-24T08:00:00+08:00')
    await running.settle()
    await running.setTime(new Date(MORNING).toISOString())
  }
}
