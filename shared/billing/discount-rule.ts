import type { DiscountRule } from '../tariff/kinds/discount.ts'
import type { RuleSet } from '../tariff/rule-set.ts'
import { type Customer, selectRule } from '../tariff/select-rules.ts'

/** The discount rule for a customer; null where none is given. A set with two that fit equally well gives none: see its faults. */
export function discountRuleOf(ruleSet: RuleSet, customer: Customer): DiscountRule | null {
  const rules = ruleSet.rules.filter((rule): rule is DiscountRule => rule.kind === 'discount@1')
  return selectRule(rules, customer).rule
}
