import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Acts, createActs, type MadeOrder, type Resident, signIn } from './acts.ts'
import type { Databases } from './databases.ts'
import { eachOnce, forSeconds, load, type Measured, type Request, send } from './load.ts'
import { type Act, createRecorder, type Recorder } from './record.ts'
import { type Serving, startServing } from './serving.ts'
import { type BenchSystem, benchSystem, close, warm } from './system.ts'
import { bindHomes, type Town } from './town.ts'

export type Compared = { readonly name: string; readonly ours: readonly Measured[]; readonly bare: readonly Measured[] }
export type Effort = { readonly rounds: number; readonly seconds: number; readonly writesPerRound: number; readonly subjects: number }

/** Everything the comparison stands on: the recording server in this process, the measured ones in another. */
export type Bench = {
  readonly acts: Acts
  readonly recording: BenchSystem
  readonly recorder: Recorder
  readonly residents: readonly Resident[]
  /** Sends a request to the recording server. */
  ask(request: Request): Promise<string>
  close(): Promise<void>
}

/** Starts the recording server and gives residents their homes: two each, so many as the writes will need. */
export async function openBench(urls: Databases, town: Town, homes: readonly string[]): Promise<Bench> {
  const recorder = createRecorder()
  const recording = benchSystem(urls.ours, recorder.see)
  await warm(recording)
  const server = createServer(recording.app.callback())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { hostname, port } = new URL(url)
  const acts = await createActs(url)
  const residents = await signIn(url, homes)
  await bindHomes(
    recording,
    town,
    residents.map(({ openid }) => openid),
    homes,
  )
  return {
    acts,
    recording,
    recorder,
    residents,
    ask: (request) => send({ hostname, port }, request),
    async close() {
      server.close()
      server.closeAllConnections()
      await close(recording)
    },
  }
}

/** Look-up, first screen, list, order, notice: each side in rounds that take turns, after one round to warm up. */
export async function measureOverhead(urls: Databases, bench: Bench, effort: Effort): Promise<readonly Compared[]> {
  const { acts, residents } = bench
  const serving = await startServing(urls.ours, urls.ours)
  const homes = residents.flatMap((resident) => resident.homes).slice(0, effort.subjects)
  const pages = Array.from({ length: effort.subjects }, (_, index) => index + 1)
  const results = [
    await compareReads(serving, bench, effort, 'household’s quote', homes.map(acts.quote)),
    await compareReads(serving, bench, effort, 'resident’s homes', residents.slice(0, effort.subjects).map(acts.homes)),
    await compareReads(
      serving,
      bench,
      effort,
      'list of 20 households',
      pages.map((page) => acts.households(page, 20)),
    ),
    await compareReads(serving, bench, effort, 'search for a household', homes.map(acts.search)),
  ]
  await serving.stop()

  const count = (effort.rounds + 1) * effort.writesPerRound
  const wishes = residents.flatMap((resident) => resident.homes.map((home) => ({ resident, home }))).slice(0, 2 * count)
  const orders: MadeOrder[] = []
  const made = (text: string, resident: Resident) => {
    const { orderNo, totalFen } = JSON.parse(text) as { orderNo: string; totalFen: number }
    orders.push({ orderNo, totalFen, openid: resident.openid })
  }
  const totals = await totalsOf(
    bench,
    wishes.map(({ home }) => home),
  )
  const requests = wishes.map(({ resident, home }) => acts.order(resident, home, totals.get(home) ?? 0))
  await urls.copyOurs()
  const recorded: Act[] = []
  for (const [index, request] of requests.slice(0, count).entries()) {
    recorded.push(await bench.recorder.act(async () => made(await bench.ask(request), wishes[index]?.resident as Resident)))
  }
  results.push(await compareWrites(urls, effort, 'order without the channel’s time', requests.slice(count), recorded))

  await completeOrders(bench, orders, wishes.slice(count))
  await urls.copyOurs()
  const notices = orders.map(acts.notice)
  const settled: Act[] = []
  for (const request of notices.slice(0, count)) {
    const act = await bench.recorder.act(async () => {
      await bench.ask(request)
      await bench.recording.system.worker.drain()
    })
    // Several notices share one look at the queue when they come at once: it is left out of the yardstick.
    settled.push(act.filter((sql) => !sql.startsWith('SELECT id, job_no AS jobNo, tenant_id')))
  }
  results.push(await compareWrites(urls, effort, 'notice → ledger', notices.slice(count), settled, true))
  return results
}

async function compareReads(
  serving: Serving,
  { recorder, ask }: Bench,
  effort: Effort,
  name: string,
  requests: readonly Request[],
): Promise<Compared> {
  const recorded: Act[] = []
  for (const request of requests) {
    await ask(request)
    recorded.push(await recorder.act(() => ask(request)))
  }
  await serving.tell({ do: 'play', acts: recorded })
  const next = (index: number) => requests[index % requests.length] as Request
  return inTurns(effort, name, {
    ours: () => load(serving.ours, forSeconds(effort.seconds, next)),
    bare: () =>
      load(
        serving.bare,
        forSeconds(effort.seconds, () => ({ method: 'GET', path: '/' })),
      ),
  })
}

/** A write happens once, so each round has its own: ours on the one half of the homes, the recorded ones of the other half bare. */
async function compareWrites(
  urls: Databases,
  effort: Effort,
  name: string,
  requests: readonly Request[],
  recorded: readonly Act[],
  settles = false,
) {
  const serving = await startServing(urls.ours, urls.copy)
  const part = <Item>(all: readonly Item[], round: number) => all.slice(round * effort.writesPerRound, (round + 1) * effort.writesPerRound)
  const rounds = { ours: 0, bare: 0 }
  if (settles) await serving.tell({ do: 'work' })
  const compared = await inTurns(effort, name, {
    async ours() {
      const own = part(requests, rounds.ours)
      rounds.ours += 1
      if (!settles) return load(serving.ours, eachOnce(own))
      const from = performance.now()
      const inLedger = serving.tell({ do: 'settled', count: own.length })
      const { count } = await load(serving.ours, eachOnce(own))
      const latenciesMs = await inLedger
      return { count, seconds: (performance.now() - from) / 1000, latenciesMs }
    },
    async bare() {
      const own = part(recorded, rounds.bare)
      rounds.bare += 1
      await serving.tell({ do: 'play', acts: own })
      return load(serving.bare, eachOnce(own.map(() => ({ method: 'GET', path: '/' }))))
    },
  })
  await serving.stop()
  return compared
}

async function inTurns(
  { rounds }: Effort,
  name: string,
  sides: Readonly<Record<'ours' | 'bare', () => Promise<Measured>>>,
): Promise<Compared> {
  const measured = { ours: [] as Measured[], bare: [] as Measured[] }
  for (let round = 0; round <= rounds; round += 1) {
    for (const side of round % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const)) {
      const result = await sides[side]()
      if (round > 0) measured[side].push(result)
    }
  }
  return { name, ...measured }
}

/** What each home owes today. */
async function totalsOf({ ask, acts }: Bench, homes: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const totals = new Map<string, number>()
  for (const home of homes) totals.set(home, (JSON.parse(await ask(acts.quote(home))) as { totalFen: number }).totalFen)
  return totals
}

/** The orders the measured server made, which nobody wrote down. */
async function completeOrders(
  { recording }: Bench,
  orders: MadeOrder[],
  wishes: readonly { readonly resident: Resident }[],
): Promise<void> {
  const known = new Set(orders.map(({ orderNo }) => orderNo))
  const openids = new Set(wishes.map(({ resident }) => resident.openid))
  const rows = await recording.database.read((unit) =>
    unit.select<MadeOrder>(`SELECT order_no AS orderNo, total_fen AS totalFen, payer_openid AS openid FROM payment_orders ORDER BY id`),
  )
  orders.push(...rows.filter(({ orderNo, openid }) => !known.has(orderNo) && openids.has(openid)))
}
