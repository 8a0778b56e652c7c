import type { ConfirmRuleSet, RuleSetKey } from '../../../../shared/contracts/tariffs.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Caller } from '../../platform/caller.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { contentHash, type DraftingDeps, holdRuleSet, isOwnWork, letThrough, readJudged, recordAct } from './act-on-rule-set.ts'
import { noticeFileHashes } from './notice-file-hashes.ts'
import { moveRuleSet } from './rule-set-file.repository.ts'

/**
 * 发布价目 by a second person, who confirms the odd things again. From now on nothing changes it; a later version ends it, and no
 * version touches a posted bill. Throws OWN_RULE_SET for whoever wrote or submitted it, RULE_SET_INVALID, RULE_SET_QUESTIONS.
 */
export function publishDraft(deps: DraftingDeps) {
  return (caller: Caller, key: RuleSetKey, { revision, confirmed }: ConfirmRuleSet): Promise<RuleSetKey> =>
    writeOnce(deps.database, { key: caller.key, tenantId: caller.scope.tenantId }, async (unit) => {
      const { record, to, acts } = await holdRuleSet(unit, caller, key, revision, 'publish')
      if (isOwnWork(acts, caller.actor))
        throw new DomainError(403, 'OWN_RULE_SET', '这份价目由您编制或提交，须由另一位有发布权限的同事核对后发布')
      const { ruleSet, judgement } = await readJudged(unit, caller.scope.tenantId, record)
      const words = letThrough(judgement, confirmed)
      const submitted = acts.findLast(({ act }) => act === 'submit')
      if (submitted?.contentHash !== contentHash(ruleSet))
        throw new DomainError(409, 'RULE_SET_CHANGED', '价目内容与提交时不一致，请退回后重新提交')
      const noticeFiles = await noticeFileHashes(deps.files, unit, caller.scope.tenantId, ruleSet.notice.no)
      // Sets submitted before files were kept name none.
      if (submitted.noticeFiles && submitted.noticeFiles.join() !== noticeFiles.join())
        throw new DomainError(409, 'RULE_SET_CHANGED', '价格文件的附件与提交时不一致，请退回后重新提交')
      await moveRuleSet(unit, record.id, to, { publisherName: caller.actor.name.slice(0, 100), publishedAt: deps.clock.now() })
      await recordAct(deps, unit, caller, { ...record, from: record.state, to }, { act: 'publish', confirmed: words, noticeFiles, ruleSet })
      return key
    })
}
