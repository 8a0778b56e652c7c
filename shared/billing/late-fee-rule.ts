import type { LateFeeOfTotalRule, LateFeeRule, LateFeeTerms } from '../tariff/kinds/late-fee.ts'
import type { RuleSet } from '../tariff/rule-set.ts'
import { type Customer, selectRule } from '../tariff/select-rules.ts'

/** The late-fee rule for a customer, of whichever kind; null where none is charged. A set with two that fit equally well has none: see its faults. */
export function lateFeeTermsOf(ruleSet: RuleSet, customer: Customer): LateFeeTerms | null {
  const rules = ruleSet.rules.filter(
    (rule): rule is LateFeeRule | LateFeeOfTotalRule => rule.kind === 'late-fee@1' || rule.kind === 'late-fee@2',
  )
  return selectRule(rules, customer).rule?.params ?? null
}
