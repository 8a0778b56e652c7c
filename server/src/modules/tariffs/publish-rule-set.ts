import { checkRuleSet } from '../../../../shared/tariff/check-rule-set.ts'
import type { Rule, RuleSet } from '../../../../shared/tariff/rule-set.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { Caller } from '../../platform/caller.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { appendRuleSet, ensureNotice } from './tariffs.repository.ts'

/**
 * The kinds that billing posts and collects in full today. The engine knows more (other payers, periods, discounts, meters): a set that
 * uses them can be quoted, and is published when the server honours what they say.
 */
const SERVED_KINDS: readonly string[] = ['area-price@1', 'stop-base-fee@1', 'late-fee@1']

export type PublishRuleSet = { readonly orgUnitId: number; readonly seasonId: number; readonly ruleSet: RuleSet }

/** Stores a rule set as published. Refuses an impossible one with all its faults (422 RULE_SET_INVALID). Answers its id. */
export function publishRuleSet(audit: Audit) {
  return async (unit: Unit, caller: Caller, { orgUnitId, seasonId, ruleSet }: PublishRuleSet): Promise<number> => {
    const faults = [...checkRuleSet(ruleSet), ...ruleSet.rules.flatMap(unservedFault)]
    if (faults.length > 0) {
      throw new DomainError(422, 'RULE_SET_INVALID', `价目有 ${faults.length} 处错误`, {
        errors: faults.map(({ path, message }) => ({ path, message })),
      })
    }
    const { tenantId } = caller.scope
    const noticeId = await ensureNotice(unit, tenantId, ruleSet.notice)
    const id = await appendRuleSet(unit, { tenantId, orgUnitId, seasonId, noticeId }, ruleSet)
    await audit.record(unit, caller, {
      action: 'tariffs.rule.publish',
      subjectKind: 'rule-set',
      subjectNo: `${ruleSet.seasonCode}/${ruleSet.version}`,
      detail: { notice: ruleSet.notice.no, rules: ruleSet.rules.length },
    })
    return id
  }
}

function unservedFault({ kind }: Rule, index: number): { readonly path: string; readonly message: string }[] {
  return SERVED_KINDS.includes(kind) ? [] : [{ path: `rules[${index}].kind`, message: `计费规则“${kind}”目前只能试算，还不能发布` }]
}
