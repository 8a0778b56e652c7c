import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Pool } from 'mysql2/promise'
import { readAccounts } from '../../server/src/modules/billing/account.ts'
import { findRun } from '../../server/src/modules/billing/billing-run.repository.ts'
import { postChunk } from '../../server/src/modules/billing/post-chunk.ts'
import { createPriceThread } from '../../server/src/modules/billing/price-thread.ts'
import { nextChunk, runBilling } from '../../server/src/modules/billing/run-billing.ts'
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

/** A station for each turn of a round; the first round warms up and is not counted. */
export type BulkRound = { readonly recorded: Station; readonly posted: Station; readonly run: Station }

/**
 * Billing whole stations. The yardstick is the multi-row inserts of the very same kind of chunk, sent bare: a transaction a chunk, row
 * hashes as data. They are recorded on the copy and then put into the same tables of the same database as ours, in rounds that take
 * turns, so both sides find tables and indexes of one size. Posting is measured alone, with its chunk at hand; in the whole run, where
 * the next chunk is priced meanwhile, everything from the first freeze to the end counts.
 */
export async function measureBulk(
  urls: { readonly ours: string; readonly copy: string },
  town: Town,
  stations: { readonly rounds: readonly BulkRound[]; readonly large: Station },
): Promise<BulkResult> {
  const recorded = await recordChunks(
    urls.copy,
    town,
    stations.rounds.map(({ recorded }) => recorded),
  )
  const bare = createBare(urls.ours)
  await leaveIdsTo(bare.pool, urls)
  const bench = benchSystem(urls.ours)
  await warm(bench)
  const rounds = []
  for (const [index, { posted, run }] of stations.rounds.entries()) {
    const seconds = { bare: 0, posting: 0, run: 0 }
    const turns = [
      async () => {
        seconds.bare = await timed(() => insertAll(bare.pool, recorded[index] ?? []))
      },
      async () => {
        await postStation(bench, town, posted, async (post) => {
          seconds.posting += await timed(post)
        })
      },
      async () => {
        seconds.run = await billStation(bench, town, run)
      },
    ]
    for (const turn of [...turns.slice(index % 3), ...turns.slice(0, index % 3)]) await turn()
    if (index > 0) rounds.push({ ...seconds, households: run.households })
  }
  const lag = monitorEventLoopDelay({ resolution: 5 })
  lag.enable()
  const large = await billStation(bench, town, stations.large)
  lag.disable()
  await bare.close()
  await bench.database.write((unit) => unit.execute(`DELETE FROM jobs WHERE kind = 'billing.run'`))
  await close(bench)

  const costs = rounds.map((round) => round.run / round.households)
  const largeCost = large / stations.large.households
  return {
    posting: rounds.map((round) => round.bare / round.posting),
    wholeRun: rounds.map((round) => round.bare / round.run),
    perSecond: { small: 1 / median(costs), large: 1 / largeCost },
    growth: largeCost / median(costs),
    loopLagP99Ms: lag.percentile(99) / 1e6,
    // The middle one: now and then a chunk leases ids besides.
    statementsPerChunk: median(recorded.slice(1).flatMap((chunks) => chunks.map(countOf))),
  }
}

/** What posting sends for each chunk of these stations. */
async function recordChunks(url: string, town: Town, stations: readonly Station[]): Promise<readonly (readonly Act[])[]> {
  const recorder = createRecorder()
  const recording = benchSystem(url, recorder.see)
  await warm(recording)
  const all: Act[][] = []
  for (const station of stations) {
    const chunks: Act[] = []
    await postStation(recording, town, station, async (post) => {
      chunks.push(await recorder.act(post))
    })
    all.push(chunks)
  }
  await close(recording)
  return all
}

/** Rows recorded on the copy bring their ids along: ours leases later ones. */
async function leaveIdsTo(pool: Pool, { ours, copy }: { readonly ours: string; readonly copy: string }): Promise<void> {
  const [own, other] = [ours, copy].map((url) => new URL(url).pathname.slice(1))
  await pool.query(`UPDATE ${own}.id_blocks mine JOIN ${other}.id_blocks theirs ON theirs.table_name = mine.table_name
    SET mine.next_id = GREATEST(mine.next_id, theirs.next_id)`)
}

/** Posts the season of a station chunk by chunk; `around` gets each chunk's posting to run, with nothing beside it. */
async function postStation(
  { system, database }: BenchSystem,
  town: Town,
  station: Station,
  around: (post: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const deps = depsOf(system)
  const runNo = await startRun(system, town, station)
  const run = await database.read((unit) => findRun(unit, town.tenantId, runNo))
  if (!run) throw new Error(`no run ${runNo}`)
  const next = nextChunk(deps, { ...run, startedAt: deps.clock.now() })
  for (let chunk = await next(); chunk; chunk = await next()) {
    const priced = chunk
    await around(() => deps.post(run, priced))
  }
  await deps.thread.stop()
  await database.write((unit) => unit.execute(`UPDATE billing_runs SET state = 'done' WHERE id = :id`, { id: run.id }))
}

/** The season of one station, as the job does it. Answers seconds. */
async function billStation({ system, database }: BenchSystem, town: Town, station: Station): Promise<number> {
  const deps = depsOf(system)
  const runNo = await startRun(system, town, station)
  // Starting a thread costs a second of compiling and is not billing.
  await deps.thread.price([], [])
  const seconds = await timed(() => runBilling(deps)(town.tenantId, { runNo }))
  await deps.thread.stop()
  const done = await database.read((unit) => findRun(unit, town.tenantId, runNo))
  if (done?.state !== 'done' || done.skippedCount > 0) throw new Error(`the run of ${station.code} ended as ${JSON.stringify(done)}`)
  return seconds
}

function depsOf(system: BenchSystem['system']) {
  return { ...system, thread: createPriceThread(), post: postChunk({ ...system, accounts: readAccounts(system.tariffs) }) }
}

function startRun(system: BenchSystem['system'], { operator }: Town, { code }: Station): Promise<string> {
  return system.billing.startBillingRun(operator, { seasonCode: SEASON, orgUnit: code, mode: 'post' })
}

/** Only what puts rows into tables, a transaction a chunk. */
async function insertAll(pool: Pool, chunks: readonly Act[]): Promise<void> {
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
