import type { LateFeeOfTotalRule, LateFeeRule, LateFeeTerms } from '../tariff/kinds/late-fee.ts'
import type { RuleSet } from '../tariff/rule-set.ts'
import { type Customer, selectRule } from '../tariff/select-rules.ts'

/** The late-fee rule for a customer, of whichever kind; null where none is charged. A set with two that fit equally well has none: see its faults. */
export function lateFeeRuleOf(ruleSet: RuleSet, customer: Customer): LateFeeRule | LateFeeOfTotalRule | null {
  const rules = ruleSet.rules.filter(
    (rule): rule is LateFeeRule | LateFeeOfTotalRule => rule.kind === 'late-fee@1' || rule.kind === 'late-fee@2',
  )
  return selectRule(rules, customer).rule
}

export function lateFeeTermsOf(ruleSet: RuleSet, customer: Customer): LateFeeTerms | null {
  return lateFeeRuleOf(ruleSet, customer)?.params ?? null
}
