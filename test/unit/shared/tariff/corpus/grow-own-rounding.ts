import { appendFileSync } from 'node:fs'
import fc from 'fast-check'
import { canonicalJson } from '../../../../../shared/canonical/canonical-json.ts'
import type { RuleSet } from '../../../../../shared/tariff/rule-set.ts'
import { anyFacts } from '../arbitraries.ts'
import { heatRule, ruleSet, shopRule, stopRule } from '../town.ts'
import { type CorpusCase, corpusFile, digestOf, hashToday, readCorpus } from './corpus.ts'

/**
 * node --import tsx test/unit/shared/tariff/corpus/grow-own-rounding.ts SEED
 * Adds homes under rules that round otherwise than their notice, and says the new milestone for corpus.test.ts. Never touches a line that is there.
 */
const seed = Number(process.argv[2] ?? 1)
const HOMES = 12
const write = (values: readonly unknown[]) => appendFileSync(corpusFile, values.map((value) => `${canonicalJson(value)}\n`).join(''))

const own = ['line', 'fee'].flatMap((level) =>
  ['half-up', 'truncate'].flatMap((mode) => ['fen', 'jiao', 'yuan'].map((unit) => ({ level, mode, unit }) as RuleSet['rounding'])),
)
/** Of heat alone, of the stop fee alone, and of both beside a notice that rounds the whole bill. */
const sets = own.flatMap((rounding): RuleSet[] => [
  { ...ruleSet(), rules: [{ ...heatRule, rounding }, shopRule, stopRule] },
  { ...ruleSet(), rules: [heatRule, shopRule, { ...stopRule, rounding }] },
  {
    ...ruleSet(),
    rounding: { level: 'bill', mode: 'half-up', unit: 'jiao' },
    rules: [{ ...heatRule, rounding }, shopRule, { ...stopRule, rounding }],
  },
])
const first = readCorpus().ruleSets.length
write(sets.map((set) => ({ ruleSet: set })))
const corpus = readCorpus()
const cases = sets.flatMap((_, index) =>
  fc.sample(anyFacts, { numRuns: HOMES, seed: seed + index }).map((some): CorpusCase => {
    const areas = some.areas.map((area) =>
      Object.fromEntries(
        Object.entries(area).filter(
          ([key, value]) => canonicalJson(value) !== canonicalJson(corpus.area[key as keyof typeof area] ?? null),
        ),
      ),
    )
    const one: CorpusCase = { sets: [first + index], season: some.season.days === 120 ? 1 : 0, areas, hash: '' }
    return { ...one, hash: hashToday(corpus, one) }
  }),
)
write(cases)
const { lines, cases: all } = readCorpus()
console.log(`{ lines: ${lines.length}, cases: ${all.length}, digest: '${digestOf(lines)}' }`)
