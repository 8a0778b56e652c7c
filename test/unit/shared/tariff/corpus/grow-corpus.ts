import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { canonicalJson } from '../../../../../shared/canonical/canonical-json.ts'
import type { HeatedAreaFacts, TariffFacts } from '../../../../../shared/tariff/facts.ts'
import { anyFacts as plainFacts } from '../arbitraries.ts'
import { anyDiscount, anyLateFee, anyOutage, anyPoorHeat, type PolicyInput } from '../random-policies.ts'
import { anyFacts, anyRuleSet, dayOf } from '../random-tariffs.ts'
import { showcases } from '../showcases.ts'
import { facts, flat, ruleSet } from '../town.ts'
import { type CorpusCase, corpusFile, digestOf, hashToday, readCorpus } from './corpus.ts'

/**
 * node --import tsx test/unit/shared/tariff/corpus/grow-corpus.ts SEED
 * Adds some hundred cases of today's engine at the end and says the new milestone for corpus.test.ts. Never touches a line that is there.
 */
const seed = Number(process.argv[2] ?? 1)
const write = (...values: unknown[]) => appendFileSync(corpusFile, values.map((value) => `${canonicalJson(value)}\n`).join(''))

if (!existsSync(corpusFile)) {
  writeFileSync(corpusFile, '')
  write({ area: flat() }, { season: facts().season }, { season: { ...facts().season, days: 120 } })
}
const before = readCorpus()
const roundings = ['line', 'fee', 'bill'].flatMap((level) => [ruleSet({ rounding: { level, mode: 'half-up', unit: 'fen' } as never })])
const random = fc.sample(anyRuleSet, { numRuns: 60, seed })
const firstPlain = before.ruleSets.length
const sets = [...roundings, ...random, ...random.slice(0, 10).map((set, index) => ({ ...set, version: 4, validFrom: dayOf(15 * index) }))]
write(...[...sets, ...showcases.flatMap(({ ruleSets }) => ruleSets)].map((set) => ({ ruleSet: set })))
const corpus = readCorpus()

const cases: CorpusCase[] = []
const add = (someFacts: TariffFacts, indexes: readonly number[]) => {
  const areas = someFacts.areas.map((area) => difference(area, corpus.area))
  const quantities = someFacts.quantities ? { quantities: someFacts.quantities } : {}
  const one: CorpusCase = { sets: indexes, season: someFacts.season.days === 120 ? 1 : 0, areas, ...quantities, hash: '' }
  cases.push({ ...one, hash: hashToday(corpus, one) })
}
for (const [index, some] of fc.sample(plainFacts, { numRuns: 300, seed }).entries()) add(some, [firstPlain + (index % roundings.length)])
const firstRandom = firstPlain + roundings.length
for (const [index, some] of fc.sample(anyFacts(false), { numRuns: 300, seed }).entries()) add(some, [firstRandom + (index % 60)])
for (const [index, some] of fc.sample(anyFacts(true), { numRuns: 300, seed }).entries()) add(some, [firstRandom + (index % 60)])
for (const [index, some] of fc.sample(anyFacts(true), { numRuns: 100, seed: seed + 1 }).entries()) {
  add(some, [firstRandom + 20 + (index % 10), firstRandom + 60 + (index % 10)])
}
for (const [index, { facts: some }] of showcases.entries()) add(some, setsOfShowcase(index))
for (const lateFee of fc.sample(anyLateFee, { numRuns: 150, seed })) cases.push(hashed({ lateFee }))
for (const discount of fc.sample(anyDiscount, { numRuns: 60, seed })) cases.push(hashed({ discount }))
for (const poorHeat of fc.sample(anyPoorHeat, { numRuns: 60, seed })) cases.push(hashed({ poorHeat }))
for (const outage of fc.sample(anyOutage, { numRuns: 30, seed })) cases.push(hashed({ outage }))
write(...cases)
const { lines, cases: all } = readCorpus()
console.log(`{ lines: ${lines.length}, cases: ${all.length}, digest: '${digestOf(lines)}' }`)

/** Where the rule sets of a showcase stand among all. */
function setsOfShowcase(index: number): number[] {
  const before = showcases.slice(0, index).reduce((count, { ruleSets }) => count + ruleSets.length, firstPlain + sets.length)
  return (showcases[index]?.ruleSets ?? []).map((_, at) => before + at)
}

function hashed(one: PolicyInput): CorpusCase {
  return { ...one, hash: hashToday(corpus, { ...one, hash: '' }) }
}

function difference(area: HeatedAreaFacts, base: HeatedAreaFacts): Partial<HeatedAreaFacts> {
  const entries = Object.entries(area).filter(
    ([key, value]) => canonicalJson(value) !== canonicalJson(base[key as keyof HeatedAreaFacts] ?? null),
  )
  return Object.fromEntries(entries) as Partial<HeatedAreaFacts>
}
