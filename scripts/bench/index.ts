import { type BulkResult, measureBulk } from './bulk.ts'
import { openDatabases } from './databases.ts'
import { type Counted, countEconomy } from './economy.ts'
import { benchEngine } from './engine.ts'
import { leastOfBare, leastOfInserts, mostGrowth } from './limits.ts'
import { type Compared, type Effort, measureOverhead, openBench } from './overhead.ts'
import { milliseconds, percent, perSecond, range, table } from './print.ts'
import { median, quantile, spread } from './statistics.ts'
import { benchSystem, CONNECTIONS, close, warm } from './system.ts'
import { fillStation, openTown, type Station } from './town.ts'

/**
 * npm run bench [-- --quick | --large] [--sql]; npm run bench -- --engine [--quick] for the engine by itself, without a database
 * Measures what we add to the database, not the database: exit 1 when a number is worse than limits.ts allows. `--sql` prints the
 * counted statements. Writes nothing but its two scratch databases, which are gone afterwards.
 */
type Size = { readonly station: number; readonly large: number; readonly effort: Effort }
const ROUNDS = 5
const SIZES: Readonly<Record<'quick' | 'usual' | 'large', Size>> = {
  quick: { station: 1_000, large: 5_000, effort: { rounds: ROUNDS, seconds: 0.8, writesPerRound: 80, subjects: 100 } },
  usual: { station: 10_000, large: 100_000, effort: { rounds: ROUNDS, seconds: 3, writesPerRound: 400, subjects: 500 } },
  large: { station: 10_000, large: 1_000_000, effort: { rounds: ROUNDS, seconds: 3, writesPerRound: 400, subjects: 500 } },
}

async function main(): Promise<number> {
  const words = process.argv.slice(2)
  if (words.includes('--engine')) return benchEngine(words.includes('--quick'))
  const size = SIZES[words.includes('--quick') ? 'quick' : words.includes('--large') ? 'large' : 'usual']
  const started = performance.now()
  const say = (text: string) => console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${text}`)

  const urls = await openDatabases()
  try {
    const station = (code: string, households: number): Station => ({ code, households })
    const stations = {
      rounds: Array.from({ length: ROUNDS + 1 }, (_, round) => ({
        recorded: station(`R${round}`, size.station),
        posted: station(`P${round}`, size.station),
        run: station(`T${round}`, size.station),
      })),
      large: station('L0', size.large),
    }
    const all = [...stations.rounds.flatMap(({ recorded, posted, run }) => [recorded, posted, run]), stations.large]
    const bench = benchSystem(urls.ours)
    const town = await openTown(bench, all)
    await warm(bench)
    for (const one of all) await fillStation(bench, town, one)
    await close(bench)
    await urls.copyOurs()
    say(`${all.reduce((sum, one) => sum + one.households, 0)} households are there`)
    const bulk = await measureBulk(urls, town, stations)
    say('billed')

    const { rounds, writesPerRound } = size.effort
    const homesNeeded = 2 * (rounds + 1) * writesPerRound + 2
    const homes = Array.from({ length: homesNeeded }, (_, index) => `L0-${index + 1}`)
    const open = await openBench(urls, town, homes)
    const compared = await measureOverhead(urls, open, size.effort)
    say('compared with bare statements')
    const counted = await countEconomy(open, bulk.statementsPerChunk)
    await open.close()
    const failures = [...reportOverhead(compared), ...reportEconomy(counted, words.includes('--sql')), ...reportBulk(bulk, size)]
    reportAbsolute(compared)
    console.log(failures.length === 0 ? '\nwithin every limit' : `\n${failures.length} outside the limits:\n${failures.join('\n')}`)
    say('done')
    return failures.length === 0 ? 0 : 1
  } finally {
    await urls.close()
  }
}

const throughput = ({ count, seconds }: { readonly count: number; readonly seconds: number }) => count / seconds

function reportOverhead(compared: readonly Compared[]): string[] {
  const ratios = compared.map(({ name, ours, bare }) => ({
    name,
    ours: median(ours.map(throughput)),
    bare: median(bare.map(throughput)),
    each: ours.map((round, index) => throughput(round) / throughput(bare[index] ?? round)),
  }))
  console.log(`\n1. Overhead: ours against the same SQL by mysql2 in a bare Koa route; ${CONNECTIONS} at once, ${ROUNDS} rounds in turns\n`)
  console.log(
    table(
      ['act', 'ours /s', 'bare /s', 'ratio', 'rounds', 'at least'],
      ratios.map(({ name, ours, bare, each }) => [
        name,
        perSecond(ours),
        perSecond(bare),
        percent(median(each)),
        range(spread(each), percent),
        percent(leastOfBare),
      ]),
    ),
  )
  return ratios
    .filter(({ each }) => median(each) < leastOfBare)
    .map(({ name, each }) => `${name} reaches ${percent(median(each))} of the bare statements`)
}

function reportEconomy(counted: readonly Counted[], withSql: boolean): string[] {
  console.log('\n2. Economy: statements per act; beginning and end of transactions and who asks not counted\n')
  console.log(
    table(
      ['act', 'statements', 'limit'],
      counted.map(({ name, count, limit }) => [name, String(count), String(limit)]),
    ),
  )
  for (const { name, count, limit } of counted)
    if (count < limit) console.log(`${name} takes ${count}: lower its limit in scripts/bench/limits.ts`)
  if (withSql)
    for (const { name, act } of counted)
      console.log(`\n${name}\n${act.map((sql) => `  ${sql.replace(/\s+/g, ' ').slice(0, 200)}`).join('\n')}`)
  return counted
    .filter(({ count, limit }) => count > limit)
    .map(({ name, count, limit }) => `${name} takes ${count} statements, ${limit} are allowed`)
}

function reportBulk({ posting, wholeRun, perSecond: speed, growth, loopLagP99Ms }: BulkResult, { station, large }: Size): string[] {
  const row = (name: string, each: readonly number[], least: number) => [
    name,
    percent(median(each)),
    range(spread(each), percent),
    percent(least),
  ]
  console.log(`\n3. Bulk: billing ${station} households against the multi-row inserts alone, ${ROUNDS} rounds in turns\n`)
  console.log(
    table(
      ['act', 'ratio', 'rounds', 'at least'],
      [row('posting computed rows', posting, leastOfInserts.posting), row('the whole run', wholeRun, leastOfInserts.wholeRun)],
    ),
  )
  console.log(`\ncost per household, ${large} against ${station}: ${percent(growth)} (at most ${percent(mostGrowth)})`)
  console.log(
    `households billed a second: ${perSecond(speed.small)} of ${station}, ${perSecond(speed.large)} of ${large}; event loop late by ${milliseconds(loopLagP99Ms)} at p99`,
  )
  return [
    ...(median(posting) < leastOfInserts.posting ? [`posting reaches ${percent(median(posting))} of the inserts`] : []),
    ...(median(wholeRun) < leastOfInserts.wholeRun ? [`the whole run reaches ${percent(median(wholeRun))} of the inserts`] : []),
    ...(growth > mostGrowth ? [`a household costs ${percent(growth)} in the large run`] : []),
  ]
}

/** Beside the load model: 1.5 million homes on the last day of a discount bring 113 payments and some 1 400 calls a second at most. */
function reportAbsolute(compared: readonly Compared[]): void {
  console.log('\n4. Absolute figures of this machine, one serving process\n')
  console.log(
    table(
      ['act', 'a second', 'p50', 'p99'],
      compared.map(({ name, ours }) => {
        const latencies = ours.flatMap(({ latenciesMs }) => latenciesMs)
        return [
          name,
          perSecond(median(ours.map(throughput))),
          milliseconds(quantile(latencies, 0.5)),
          milliseconds(quantile(latencies, 0.99)),
        ]
      }),
    ),
  )
}

process.exitCode = await main()
