import { areaTemplates } from './area-templates.ts'
import { heightTemplates } from './height-templates.ts'
import { meteredTemplates } from './metered-templates.ts'
import { periodTemplates } from './period-templates.ts'
import { policyTemplates } from './policy-templates.ts'
import type { RuleSetTemplate } from './template.ts'

export { moveToSeason } from './move-to-season.ts'
export { modelSeason, type RuleSetTemplate } from './template.ts'

/** Common shapes of price notices, for the editor to start from. */
export const ruleSetTemplates: readonly RuleSetTemplate[] = [
  ...areaTemplates,
  ...periodTemplates,
  ...heightTemplates,
  ...meteredTemplates,
  ...policyTemplates,
]
