import { QuoteCase, type QuoteResult } from '../../../../shared/contracts/tariffs.ts'
import { plainYuan } from '../../../../shared/format/amount.ts'
import { priceSeason, priceSeasonByVersions } from '../../../../shared/tariff/engine.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import type { TariffFacts } from '../../../../shared/tariff/facts.ts'
import type { RuleSet } from '../../../../shared/tariff/rule-set.ts'

/**
 * One bill worked out from rule set and facts alone: `npm run quote` and the public calculator both answer with this. What cannot be
 * priced is answered with its faults, all at once; nothing is thrown.
 */
export function quoteCase(input: unknown): QuoteResult {
  const parsed = QuoteCase.safeParse(input)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => ({ code: 'WRONG_SHAPE', path: path.join('.'), message }))
    return { totalFen: 0, total: plainYuan(0), lines: [], faults }
  }
  const { name, ruleSet, ruleSets } = parsed.data
  // Shapes are checked here, values by the engine, which takes nothing on trust.
  const facts = parsed.data.facts as TariffFacts
  const { lines, totalFen, faults } = ruleSets
    ? priceSeasonByVersions(facts, ruleSets as RuleSet[])
    : priceSeason(facts, ruleSet as RuleSet)
  return {
    ...(name === undefined ? {} : { name }),
    totalFen,
    total: plainYuan(totalFen),
    lines: lines.map(({ feeType, areaNo, purpose, payer, amountFen, steps }) => ({
      feeType,
      areaNo,
      purpose,
      ...(payer ? { payer } : {}),
      amountFen,
      amount: plainYuan(amountFen),
      steps: renderSteps(steps),
    })),
    faults: faults.map(({ code, path, message }) => ({ code, path, message })),
  }
}

/** One case or an array in, the same out. */
export function quoteFile(input: unknown): QuoteResult | QuoteResult[] {
  return Array.isArray(input) ? input.map(quoteCase) : quoteCase(input)
}

/**
 * How much work a request may ask for, in rules × areas × periods over all its cases: one line of a bill costs about a tenth of a
 * millisecond, and whoever sends rules of their own could otherwise ask for minutes.
 */
export const WORK_AT_MOST = 600

/** The work of a request in these units; what has no shape costs nothing. */
export function workOf(input: unknown): number {
  return (Array.isArray(input) ? input : [input]).reduce((work: number, one) => work + workOfCase(one), 0)
}

function workOfCase(input: unknown): number {
  const { ruleSet, ruleSets, facts } = fieldsOf(input)
  const rules = [ruleSet, ...listOf(ruleSets)].reduce((count: number, set) => count + listOf(fieldsOf(set).rules).length, 0)
  const parts = listOf(fieldsOf(facts).areas).reduce((count: number, area) => count + 1 + 2 * listOf(fieldsOf(area).periods).length, 0)
  return rules * parts
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
