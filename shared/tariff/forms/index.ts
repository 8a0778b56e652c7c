import { ruleKinds } from '../kinds/registry.ts'
import type { Rule } from '../rule-set.ts'
import { factorForms } from './factor-forms.ts'
import { feeForms } from './fee-forms.ts'
import type { FormsOf, RuleKindForm } from './form.ts'
import { policyForms } from './policy-forms.ts'
import { priceForms } from './price-forms.ts'
import { stopForms } from './stop-forms.ts'

export type { Choice, FieldForm, FieldUnit, ParamsOf, RuleKindForm } from './form.ts'

// A kind without a form does not compile.
const forms: FormsOf<Rule['kind']> = { ...priceForms, ...factorForms, ...stopForms, ...feeForms, ...policyForms }

/** Every kind of rule with its Chinese name and what a person fills in, in the order an editor offers them. */
export const ruleKindForms: readonly RuleKindForm[] = (Object.keys(forms) as Rule['kind'][]).map(
  (kind) => ({ kind, title: ruleKinds[kind]?.title ?? kind, ...forms[kind] }) as RuleKindForm,
)

/** The form of a kind; undefined for names it does not know. */
export function formOf(kind: string): RuleKindForm | undefined {
  return ruleKindForms.find((form) => form.kind === kind)
}
