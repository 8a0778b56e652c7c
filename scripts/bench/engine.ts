import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { priceSeasonByVersions } from '../../shared/tariff/engine.ts'
import { renderSteps } from '../../shared/tariff/explain.ts'
import type { TariffFacts } from '../../shared/tariff/facts.ts'
import type { RuleSet } from '../../shared/tariff/rule-set.ts'
import { ruleSetTemplates } from '../../shared/tariff/templates/index.ts'
import { engineLimits } from './limits.ts'
import { percent, perSecond, range, table } from './print.ts'
import { median, spread } from './statistics.ts'

/**
 * npm run bench -- --engine [--quick]
 * What the engine itself takes, without any database: time per household of several shapes of tariff, and a million quotes one after the
 * other, whose memory must stay flat and whose last ones must cost what the first did.
 */
export function benchEngine(quick: boolean): number {
  const rounds = shapes.map((shape) => ({ ...shape, ...measureShape(shape, quick ? 1_000 : 5_000) }))
  console.log(
    `\nEngine: microseconds of the processor per household, database and network not in it; median of ${ROUNDS} rounds in turns\n`,
  )
  console.log(
    table(
      ['shape', 'price', 'rounds', 'price and explain', 'lines'],
      rounds.map(({ name, priceUs, explainUs, lines }) => [
        name,
        us(median(priceUs)),
        range(spread(priceUs), us),
        us(median(explainUs)),
        String(lines),
      ]),
    ),
  )
  const { households, seconds, growth, heapGrowthMb, heapMb } = measureMany(quick ? 100_000 : 1_000_000)
  console.log(`\n${households} quotes: ${perSecond(households / seconds)} a second, ${us((seconds * 1e6) / households)} each`)
  console.log(`the last tenth costs ${percent(growth)} of the first (at most ${percent(engineLimits.mostGrowth)})`)
  console.log(
    `heap after them ${heapMb.toFixed(1)} MB, grown by ${heapGrowthMb.toFixed(1)} MB (at most ${engineLimits.mostHeapGrowthMb} MB)`,
  )
  const failures = [
    ...rounds
      .filter(({ priceUs }) => median(priceUs) > engineLimits.mostMicroseconds)
      .map(({ name }) => `${name} takes longer than ${engineLimits.mostMicroseconds} µs`),
    ...(growth > engineLimits.mostGrowth ? [`quotes become slower: ${percent(growth)}`] : []),
    ...(heapGrowthMb > engineLimits.mostHeapGrowthMb ? [`memory is not flat: ${heapGrowthMb.toFixed(1)} MB`] : []),
  ]
  console.log(failures.length === 0 ? '\nwithin every limit' : `\n${failures.length} outside the limits:\n${failures.join('\n')}`)
  return failures.length === 0 ? 0 : 1
}

const ROUNDS = 5
/** Time of the processor, not of the clock: what else the machine does is no time of the engine. */
const cpuMicroseconds = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}
const us = (value: number) => `${value.toFixed(1)} µs`

type Shape = {
  readonly name: string
  readonly ruleSets: readonly RuleSet[]
  readonly change: Partial<TariffFacts['areas'][number]>
  readonly areas: number
}

const shapes: readonly Shape[] = [
  { name: 'one area, price per m²', ruleSets: [publishedTemplate('area-gross')], change: {}, areas: 1 },
  { name: 'three areas, price per m²', ruleSets: [publishedTemplate('area-gross')], change: {}, areas: 3 },
  { name: 'per day × building type', ruleSets: [publishedTemplate('per-day')], change: { buildingType: 'multi' }, areas: 1 },
  {
    name: 'height, rows, minimum and subsidy',
    ruleSets: [richSet()],
    change: { heightMm: 3_600, rowKind: 'attic', occupancyPpm: 300_000, priceType: '低保' },
    areas: 1,
  },
  {
    name: 'metered, settled',
    ruleSets: [publishedTemplate('two-part')],
    change: { metering: { state: 'read', meters: [{ meterNo: 'R', unit: 'kWh', startMilli: 0, endMilli: 5_678_901 }] } },
    areas: 1,
  },
  { name: 'stopped twice, price changed', ruleSets: twoVersions(), change: { periods: stops() }, areas: 1 },
]

function measureShape({ ruleSets, change, areas }: Shape, count: number): { priceUs: number[]; explainUs: number[]; lines: number } {
  const time = (act: (facts: TariffFacts) => void): number => {
    const started = cpuMicroseconds()
    for (let number = 0; number < count; number++) act(household(number, areas, change))
    return (cpuMicroseconds() - started) / count
  }
  const price = (facts: TariffFacts) => {
    const priced = priceSeasonByVersions(facts, ruleSets)
    if (priced.faults.length > 0) throw new Error(JSON.stringify(priced.faults))
    return priced
  }
  const explain = (facts: TariffFacts) => {
    for (const { steps } of price(facts).lines) renderSteps(steps)
  }
  time(explain)
  const rounds = Array.from({ length: ROUNDS }, () => ({ price: time(price), explain: time(explain) }))
  return {
    priceUs: rounds.map((round) => round.price),
    explainUs: rounds.map((round) => round.explain),
    lines: price(household(0, areas, change)).lines.length,
  }
}

/** One after the other, nothing kept: the sum only, so that none can be left out. */
function measureMany(households: number) {
  const gc = garbageCollector()
  const ruleSets = [publishedTemplate('area-gross')]
  const tenth = households / 10
  const tenths: number[] = []
  let totalFen = 0
  for (let number = 0; number < tenth; number++) totalFen += priceSeasonByVersions(household(number, 1, {}), ruleSets).totalFen
  gc()
  const heapBefore = process.memoryUsage().heapUsed
  for (let part = 0; part < 10; part++) {
    const from = cpuMicroseconds()
    for (let number = 0; number < tenth; number++) {
      totalFen += priceSeasonByVersions(household(part * tenth + number, 1, {}), ruleSets).totalFen
    }
    tenths.push(cpuMicroseconds() - from)
  }
  gc()
  const heapAfter = process.memoryUsage().heapUsed
  if (totalFen === 0) throw new Error('nothing was priced')
  const mb = 1_048_576
  return {
    households,
    seconds: tenths.reduce((sum, each) => sum + each, 0) / 1e6,
    growth: median(tenths.slice(-3)) / median(tenths.slice(0, 3)),
    heapMb: heapAfter / mb,
    heapGrowthMb: (heapAfter - heapBefore) / mb,
  }
}

function garbageCollector(): () => void {
  setFlagsFromString('--expose_gc')
  return runInNewContext('gc') as () => void
}

/** Homes of 40 to 140 m², no two alike for a while. */
function household(number: number, areas: number, change: Shape['change']): TariffFacts {
  const milliM2 = 40_000 + ((number * 7_919) % 100_000)
  return {
    season: { code: '2026-2027', startsOn: '2026-11-15', endsOn: '2027-03-15', days: 121 },
    areas: Array.from({ length: areas }, (_, index) => ({
      areaNo: index + 1,
      name: '住宅',
      grossMilliM2: milliM2 + index,
      insideMilliM2: null,
      usableMilliM2: null,
      billedMilliM2: milliM2 + index,
      heightMm: 2_800,
      customerClass: 'residential',
      priceType: '面积计费',
      status: 'heating',
      provenance: '房产证',
      ...change,
    })),
  }
}

function publishedTemplate(code: string): RuleSet {
  const found = ruleSetTemplates.find((template) => template.code === code)
  if (!found) throw new Error(`no template ${code}`)
  return { ...found.ruleSet, notice: { no: '示价〔2026〕1号', title: '示例', issuedOn: '2026-09-30' } }
}

function richSet(): RuleSet {
  const codes = ['height-ratio', 'height-area', 'minimum-and-low-occupancy', 'low-income']
  const [first, ...others] = codes.map(publishedTemplate)
  if (!first) throw new Error('no template')
  const kinds = ['clear-height@1', 'row-factor@1', 'low-occupancy@1', 'charge-limit@1', 'payer-share@2']
  return { ...first, rules: [...first.rules, ...others.flatMap(({ rules }) => rules.filter(({ kind }) => kinds.includes(kind)))] }
}

function twoVersions(): RuleSet[] {
  const set = publishedTemplate('area-gross')
  return [set, { ...set, version: 2, validFrom: '2027-01-01' }]
}

function stops(): NonNullable<Shape['change']['periods']> {
  return [
    { fromOn: '2026-12-01', toOn: '2026-12-20', status: 'stopped' },
    { fromOn: '2027-02-01', toOn: '2027-02-20', status: 'stopped' },
  ]
}
