import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type DiscountInput, judgeDiscount } from '../../../../../shared/billing/discount.ts'
import { accrueLateFee, type LateFeeInput } from '../../../../../shared/billing/late-fee.ts'
import { type Outage, type OutageHousehold, outageRefunds } from '../../../../../shared/billing/outage.ts'
import { type PoorHeatInput, poorHeatRefund } from '../../../../../shared/billing/poor-heat.ts'
import { canonicalJson } from '../../../../../shared/canonical/canonical-json.ts'
import { priceSeasonByVersions } from '../../../../../shared/tariff/engine.ts'
import type { HeatedAreaFacts, SeasonFacts, TariffFacts } from '../../../../../shared/tariff/facts.ts'
import type { OutageParams } from '../../../../../shared/tariff/kinds/poor-heat.ts'
import type { RuleSet } from '../../../../../shared/tariff/rule-set.ts'

/**
 * Facts with the hash of what they once came to, one JSON value a line. Lines are only ever added (grow-corpus.ts): a hash that no longer comes
 * out is a bill that would no longer be what it was. `area` and `ruleSet` lines are what later lines refer to; an area tells what differs from it.
 */
export type CorpusLine = { readonly area: HeatedAreaFacts } | { readonly season: SeasonFacts } | { readonly ruleSet: RuleSet } | CorpusCase
export type CorpusCase =
  | {
      readonly sets: readonly number[]
      readonly season: number
      readonly areas: readonly Partial<HeatedAreaFacts>[]
      readonly quantities?: Readonly<Record<string, number>>
      readonly hash: string
    }
  | { readonly lateFee: LateFeeInput; readonly hash: string }
  | { readonly discount: DiscountInput; readonly hash: string }
  | { readonly poorHeat: PoorHeatInput; readonly hash: string }
  | { readonly outage: OutageInput; readonly hash: string }
export type OutageInput = Outage & { readonly rule: OutageParams; readonly household: OutageHousehold }

export const corpusFile = new URL('./corpus.jsonl', import.meta.url)

export type Corpus = {
  readonly lines: readonly string[]
  readonly area: HeatedAreaFacts
  readonly seasons: readonly SeasonFacts[]
  readonly ruleSets: readonly RuleSet[]
  readonly cases: readonly CorpusCase[]
}

export function readCorpus(): Corpus {
  const lines = readFileSync(corpusFile, 'utf8').trimEnd().split('\n')
  const parsed = lines.map((line) => JSON.parse(line) as CorpusLine)
  const [area] = parsed.flatMap((line) => ('area' in line ? [line.area] : []))
  if (!area) throw new Error('the corpus has no area to start from')
  return {
    lines,
    area,
    seasons: parsed.flatMap((line) => ('season' in line && !('hash' in line) ? [line.season] : [])),
    ruleSets: parsed.flatMap((line) => ('ruleSet' in line ? [line.ruleSet] : [])),
    cases: parsed.flatMap((line) => ('hash' in line ? [line] : [])),
  }
}

/** What the case comes to today. */
export function hashToday(corpus: Corpus, one: CorpusCase): string {
  if ('lateFee' in one) return hashOf(accrueLateFee(one.lateFee))
  if ('discount' in one) return hashOf(judgeDiscount(one.discount))
  if ('poorHeat' in one) return hashOf(poorHeatRefund(one.poorHeat))
  if ('outage' in one) return hashOf(outageRefunds(one.outage.rule, one.outage, [one.outage.household]))
  const season = corpus.seasons[one.season]
  if (!season) throw new Error(`the corpus has no season ${one.season}`)
  const areas = one.areas.map((area) => ({ ...corpus.area, ...area }))
  const facts: TariffFacts = { season, areas, ...(one.quantities ? { quantities: one.quantities } : {}) }
  return hashOf(
    priceSeasonByVersions(
      facts,
      one.sets.map((index) => corpus.ruleSets[index] as RuleSet),
    ),
  )
}

export function digestOf(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}

/** Half a SHA-256: enough to notice a change, and half the file. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 32)
}
