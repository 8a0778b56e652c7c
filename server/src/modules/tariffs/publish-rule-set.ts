import { checkRuleSet } from '../../../../shared/tariff/check-rule-set.ts'
import { kindOf, ruleKinds } from '../../../../shared/tariff/kinds/registry.ts'
import type { Rule, RuleSet } from '../../../../shared/tariff/rule-set.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { Caller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { SERVED_KINDS } from './served-kinds.ts'
import { appendRuleSet, ensureNotice } from './tariffs.repository.ts'

export type PublishRuleSet = { readonly orgUnitId: number; readonly seasonId: number; readonly ruleSet: RuleSet }

/**
 * For setting a company up (demo town, benchmarks, tests): stores a rule set as published, by an operator and without a second person.
 * People publish by `publishDraft`. Refuses an impossible set with all its faults (422 RULE_SET_INVALID). Answers its id.
 */
export function publishRuleSet({ audit, clock }: { readonly audit: Audit; readonly clock: Clock }) {
  return async (unit: Unit, caller: Caller, { orgUnitId, seasonId, ruleSet }: PublishRuleSet): Promise<number> => {
    const faults = [...checkRuleSet(ruleSet), ...ruleSet.rules.flatMap(unservedFault)]
    if (faults.length > 0) {
      throw new DomainError(422, 'RULE_SET_INVALID', `价目有 ${faults.length} 处错误`, {
        errors: faults.map(({ path, message }) => ({ path, message })),
      })
    }
    const { tenantId } = caller.scope
    const noticeId = await ensureNotice(unit, tenantId, ruleSet.notice)
    const by = caller.actor.name.slice(0, 100)
    const row = { tenantId, orgUnitId, seasonId, noticeId, state: 'published', authorName: by, publisherName: by } as const
    const id = await appendRuleSet(unit, { ...row, publishedAt: clock.now() }, ruleSet)
    await audit.record(unit, caller, {
      action: 'tariffs.rule.publish',
      subjectKind: 'rule-set',
      subjectNo: `${ruleSet.seasonCode}/${ruleSet.version}`,
      detail: { notice: ruleSet.notice.no, rules: ruleSet.rules.length },
    })
    return id
  }
}

/** What keeps a rule from being billed, though it can be priced. */
export function unservedFault({ kind }: Rule, index: number): { readonly path: string; readonly message: string }[] {
  if (SERVED_KINDS.includes(kind)) return []
  const title = kindOf(ruleKinds, kind)?.title ?? kind
  return [{ path: `rules[${index}].kind`, message: `计费规则“${title}”目前只能试算，还不能发布` }]
}
