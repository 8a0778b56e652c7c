import assert from 'node:assert/strict'
import { priceSeason, type SeasonPrice } from '../../../../shared/tariff/engine.ts'
import type { HeatedAreaFacts } from '../../../../shared/tariff/facts.ts'
import type { Rule, RuleSet } from '../../../../shared/tariff/rule-set.ts'
import { facts, flat, heatRule, ruleSet, stopRule } from './town.ts'

/** Purpose and amount of every line; refuses faults. */
export function linesOf(result: SeasonPrice): [purpose: string, amountFen: number][] {
  assert.deepEqual(result.faults, [])
  return result.lines.map(({ purpose, amountFen }) => [purpose, amountFen])
}

export function codesOf(result: SeasonPrice): string[] {
  assert.deepEqual([result.lines, result.totalFen], [[], 0])
  return result.faults.map(({ code, path }) => `${code} ${path}`)
}

/** Rule of any kind for everybody's heat; `params` may be anything, as from JSON. */
export function rule(kind: string, params: unknown, change: Partial<Rule> = {}): Rule {
  return { kind, customerClass: '*', priceType: '*', feeType: 'heat', params, ...change } as Rule
}

/** The town's heat and stop rules with others added. */
export function withRules(...rules: Rule[]): RuleSet {
  return ruleSet({ rules: [heatRule, stopRule, ...rules] })
}

/** Price of one changed golden flat in fen. */
export function flatFen(change: Partial<HeatedAreaFacts>, set: RuleSet): number {
  const result = priceSeason(facts(flat(change)), set)
  assert.deepEqual(result.faults, [])
  return result.totalFen
}
