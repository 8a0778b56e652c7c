import type { ConfirmRuleSet, RuleSetKey } from '../../../../shared/contracts/tariffs.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Caller } from '../../platform/caller.ts'
import { type DraftingDeps, holdRuleSet, letThrough, readJudged, recordAct } from './act-on-rule-set.ts'
import { noticeFileHashes } from './notice-file-hashes.ts'
import { moveRuleSet } from './rule-set-file.repository.ts'

/** 提交价目 to the person who publishes it. Throws RULE_SET_INVALID, RULE_SET_QUESTIONS. */
export function submitRuleSet(deps: DraftingDeps) {
  return (caller: Caller, key: RuleSetKey, { revision, confirmed }: ConfirmRuleSet): Promise<RuleSetKey> =>
    writeOnce(deps.database, { key: caller.key, tenantId: caller.scope.tenantId }, async (unit) => {
      const { record, to } = await holdRuleSet(unit, caller, key, revision, 'submit')
      const { ruleSet, judgement } = await readJudged(unit, caller.scope.tenantId, record)
      const words = letThrough(judgement, confirmed)
      const noticeFiles = await noticeFileHashes(deps.files, unit, caller.scope.tenantId, ruleSet.notice.no)
      await moveRuleSet(unit, record.id, to, { submitterName: caller.actor.name.slice(0, 100), submittedAt: deps.clock.now() })
      await recordAct(deps, unit, caller, { ...record, from: record.state, to }, { act: 'submit', confirmed: words, noticeFiles, ruleSet })
      return key
    })
}
