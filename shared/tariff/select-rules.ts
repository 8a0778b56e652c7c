import { feeTypeName } from '../format/names.ts'
import type { Fault } from './fault.ts'
import type { Rule } from './rule-set.ts'

export type Customer = { readonly customerClass: string; readonly priceType: string }

/** One rule, none, or a fault when two rules fit equally well and nobody can say which is meant. */
export type Selection<R extends Rule> = { readonly rule: R | null; readonly faults: readonly Fault[] }

/** The rule that names most of (class, price type). Candidates must be of one slot: alternatives to each other, not additions. */
export function selectRule<R extends Rule>(candidates: readonly R[], customer: Customer): Selection<R> {
  const fitting = candidates.filter((rule) => fits(rule.customerClass, customer.customerClass) && fits(rule.priceType, customer.priceType))
  const most = Math.max(...fitting.map(precision))
  const [rule, ...others] = fitting.filter((candidate) => precision(candidate) === most)
  if (!rule) return { rule: null, faults: [] }
  if (others.length === 0) return { rule, faults: [] }
  const message = `用户类型“${customer.customerClass}”、单价类型“${customer.priceType}”同时适用 ${others.length + 1} 条${feeTypeName(rule.feeType)}规则，无法确定用哪一条`
  return { rule: null, faults: [{ code: 'OVERLAPPING_RULES', path: '', message }] }
}

function fits(pattern: string, value: string): boolean {
  return pattern === '*' || pattern === value
}

function precision(rule: Rule): number {
  return (rule.customerClass === '*' ? 0 : 1) + (rule.priceType === '*' ? 0 : 1)
}
