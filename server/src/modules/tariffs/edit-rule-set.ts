import type { EditRuleSet, RuleSetKey } from '../../../../shared/contracts/tariffs.ts'
import type { RuleSet } from '../../../../shared/tariff/rule-set.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Caller } from '../../platform/caller.ts'
import { type DraftingDeps, holdRuleSet, recordAct, ruleSetInvalid } from './act-on-rule-set.ts'
import { isOfFrame, judgeRuleSet } from './judge-rule-set.ts'
import { keepNotice } from './keep-notice.ts'
import { isOnlySetOfNotice, moveRuleSet, replaceContent } from './rule-set-file.repository.ts'

/**
 * 修改价目: keeps what was written, also with rules that are not finished: what is wrong with them is said when the file is read, and
 * stops it at submitting. Without notice, dates or rounding there is nothing to keep: RULE_SET_INVALID with every fault, the rules' too.
 */
export function editRuleSet(deps: DraftingDeps) {
  return (caller: Caller, key: RuleSetKey, { revision, content }: EditRuleSet): Promise<RuleSetKey> => {
    const { tenantId } = caller.scope
    return writeOnce(deps.database, { key: caller.key, tenantId }, async (unit) => {
      const { record, to } = await holdRuleSet(unit, caller, key, revision, 'edit')
      // Shapes were checked by the contract, values are checked here: nothing is taken on trust.
      const ruleSet = { ...content, version: record.version, seasonCode: record.seasonCode } as RuleSet
      const { faults } = judgeRuleSet(ruleSet, { startsOn: record.startsOn, endsOn: record.endsOn, published: [], feeTypes: [] })
      if (faults.some(isOfFrame)) throw ruleSetInvalid(faults)
      const noticeId = await keepNotice(unit, tenantId, { notice: ruleSet.notice, setId: record.id })
      await replaceContent(unit, { id: record.id, tenantId, noticeId }, ruleSet)
      await moveRuleSet(unit, record.id, to)
      const from = record.noticeNo
      const renumbered = from !== ruleSet.notice.no && (await isOnlySetOfNotice(unit, { tenantId, no: from, setId: record.id }))
      // A number corrected, not another notice: what was uploaded for it stays with it.
      if (renumbered) await deps.files.renameSubject(unit, { tenantId, kind: 'price-notice', from, to: ruleSet.notice.no })
      await recordAct(deps, unit, caller, { ...record, from: record.state, to }, { act: 'edit', ruleSet })
      return key
    })
  }
}
