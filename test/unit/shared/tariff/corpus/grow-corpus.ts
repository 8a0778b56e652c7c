import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import type { LateFeeInput } from '../../../../../shared/billing/late-fee.ts'
import { canonicalJson } from '../../../../../shared/canonical/canonical-json.ts'
import type { HeatedAreaFacts, TariffFacts } from '../../../../../shared/tariff/facts.ts'
import { anyFacts as plainFacts } from '../arbitraries.ts'
import { anyFacts, anyRuleSet, dayOf } from '../random-tariffs.ts'
import { facts, flat, lateRule, ruleSet } from '../town.ts'
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
write(...sets.map((set) => ({ ruleSet: set })))
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
for (const lateFee of fc.sample(anyLateFee(), { numRuns: 150, seed }))
  cases.push({ lateFee, hash: hashToday(corpus, { lateFee, hash: '' }) })
write(...cases)
const { lines, cases: all } = readCorpus()
console.log(`{ lines: ${lines.length}, cases: ${all.length}, digest: '${digestOf(lines)}' }`)

function difference(area: HeatedAreaFacts, base: HeatedAreaFacts): Partial<HeatedAreaFacts> {
  const entries = Object.entries(area).filter(
    ([key, value]) => canonicalJson(value) !== canonicalJson(base[key as keyof HeatedAreaFacts] ?? null),
  )
  return Object.fromEntries(entries) as Partial<HeatedAreaFacts>
}

function anyLateFee(): fc.Arbitrary<LateFeeInput> {
  const cap = fc.constantFrom({ kind: 'none' as const }, { kind: 'principal' as const }, { kind: 'share' as const, num: 30, den: 100 })
  return fc
    .record({
      dailyRatePpm: fc.constantFrom(500, 1000, 2000, 3000),
      graceDays: fc.constantFrom(0, 10),
      base: fc.constantFrom('unpaid' as const, 'season-total' as const),
      cap,
      open: fc.nat(500_000),
      paid: fc.nat(500_000),
      postedFen: fc.nat(5_000),
      on: fc.nat(500),
      held: fc.nat(60),
    })
    .map(({ open, paid, postedFen, on, held, ...rule }) => ({
      rule: { ...rule, dueOn: lateRule.params.dueOn },
      principalOpenFen: open,
      principalTotalFen: open + paid,
      postedFen,
      accruedThrough: postedFen === 0 ? null : '2019-02-20',
      holds: held > 30 ? [{ from: '2019-03-01', to: dayOf(120 + held) }] : [],
      asOf: dayOf(90 + on),
    }))
}
