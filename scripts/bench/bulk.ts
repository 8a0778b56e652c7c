import { monitorEventLoopDelay } from 'node:perf_hooks'
import { readAccounts } from '../../server/src/modules/billing/account.ts'
import { postChunk } from '../../server/src/modules/billing/post-chunk.ts'
import { createPriceThread } from '../../server/src/modules/billing/price-thread.ts'
import { runBilling } from '../../server/src/modules/billing/run-billing.ts'
import { createBare, replay } from './bare.ts'
import { type Act, countOf, createRecorder } from './record.ts'
import { median } from './statistics.ts'
import { type BenchSystem, benchSystem, close, warm } from './system.ts'
import { SEASON, type Station, type Town } from './town.ts'

export type BulkResult = {
  /** Seconds of the bare inserts over seconds of ours, a number a round. */
  readonly posting: readonly number[]
  readonly wholeRun: readonly number[]
  readonly perSecond: { readonly small: number; readonly large: number }
  /** Cost per household, large over small. */
  readonly growth: number
  readonly loopLagP99Ms: number
  readonly statementsPerChunk: number
}
type Billed = { readonly seconds: number; readonly postingSeconds: number }

/**
 * Billing whole stations. The yardstick is the multi-row inserts of the very same kind of chunk, recorded from stations of their own
 * and sent bare to the copy of the database, in rounds that take turns.
 */
export async function measureBulk(
  urls: { readonly ours: string; readonly copy: string },
  town: Town,
  stations: { readonly recorded: readonly Station[]; readonly timed: readonly Station[]; readonly large: Station },
): Promise<BulkResult> {
  const recorder = createRecorder()
  const recording = benchSystem(urls.ours, recorder.see)
  const bench = benchSystem(urls.ours)
  for (const one of [recording, bench]) await warm(one)
  const chunks: Act[][] = []
  for (const station of stations.recorded) {
    const acts: Act[] = []
    await bill(recording, town, station, async (post) => {
      acts.push(await recorder.act(post))
    })
    chunks.push(acts)
  }
  await close(recording)

  const bare = createBare(urls.copy)
  const ours: Billed[] = []
  const bareSeconds: number[] = []
  for (const [round, station] of stations.timed.entries()) {
    const turns = [
      async () => ours.push(await bill(bench, town, station)),
      async () => bareSeconds.push(await timed(async () => insertAll(bare.pool, chunks[round] ?? []))),
    ]
    for (const turn of round % 2 === 0 ? turns : turns.reverse()) await turn()
  }
  const lag = monitorEventLoopDelay({ resolution: 5 })
  lag.enable()
  const large = await bill(bench, town, stations.large)
  lag.disable()
  await bare.close()
  await bench.database.write((unit) => unit.execute(`DELETE FROM jobs WHERE kind = 'billing.run'`))
  await close(bench)

  const costs = ours.map(({ seconds }, round) => seconds / (stations.timed[round]?.households ?? 1))
  const largeCost = large.seconds / stations.large.households
  return {
    posting: ours.map(({ postingSeconds }, round) => (bareSeconds[round] ?? 0) / postingSeconds),
    wholeRun: ours.map(({ seconds }, round) => (bareSeconds[round] ?? 0) / seconds),
    perSecond: { small: 1 / median(costs), large: 1 / largeCost },
    growth: largeCost / median(costs),
    loopLagP99Ms: lag.percentile(99) / 1e6,
    statementsPerChunk: countOf(chunks[0]?.[0] ?? []),
  }
}

/** The season of one station, as the job does it. `around` gets each chunk's posting to run. */
async function bill(
  { system, database }: BenchSystem,
  { operator, tenantId }: Town,
  { code }: Station,
  around: (post: () => Promise<void>) => Promise<void> = (post) => post(),
): Promise<Billed> {
  let postingSeconds = 0
  const posting = postChunk({ ...system, accounts: readAccounts(system.tariffs) })
  const thread = createPriceThread()
  const run = runBilling({
    ...system,
    thread,
    post: async (...chunk) => {
      postingSeconds += await timed(() => around(() => posting(...chunk)))
    },
  })
  const runNo = await system.billing.startBillingRun(operator, { seasonCode: SEASON, orgUnit: code, mode: 'post' })
  // Starting a thread costs a second of compiling and is not billing.
  await thread.price([], [])
  const seconds = await timed(() => run(tenantId, { runNo }))
  await thread.stop()
  const [done] = await database.read((unit) =>
    unit.select<{ state: string; skipped: number }>('SELECT state, skipped_count AS skipped FROM billing_runs WHERE run_no = :runNo', {
      runNo,
    }),
  )
  if (done?.state !== 'done' || done.skipped > 0) throw new Error(`the run of ${code} ended as ${JSON.stringify(done)}`)
  return { seconds, postingSeconds }
}

/** Only what puts rows into tables, a transaction a chunk. */
async function insertAll(pool: Parameters<typeof replay>[0], chunks: readonly Act[]): Promise<void> {
  for (const chunk of chunks) {
    const inserts = chunk.filter((sql) => sql.startsWith('INSERT INTO'))
    await replay(pool, ['START TRANSACTION', ...inserts, 'COMMIT'])
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}
