import type { RuleSetKey } from '../../../../shared/contracts/tariffs.ts'
import type { RuleSetEvent } from '../../../../shared/states/rule-set.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Caller } from '../../platform/caller.ts'
import { type DraftingDeps, holdRuleSet, readJudged, recordAct } from './act-on-rule-set.ts'
import { moveRuleSet } from './rule-set-file.repository.ts'

export type BackStep = { readonly revision: number; readonly reason?: string }

/** The steps back, which change the state and nothing else: 撤回 by the writers, 退回 by the publisher with a reason, 作废 of a draft. */
export function stepBack(deps: DraftingDeps, event: Extract<RuleSetEvent, 'withdraw' | 'return' | 'discard'>) {
  return (caller: Caller, key: RuleSetKey, { revision, reason }: BackStep): Promise<RuleSetKey> =>
    writeOnce(deps.database, { key: caller.key, tenantId: caller.scope.tenantId }, async (unit) => {
      const { record, to } = await holdRuleSet(unit, caller, key, revision, event)
      const { ruleSet } = await readJudged(unit, caller.scope.tenantId, record)
      await moveRuleSet(unit, record.id, to)
      const note = reason === undefined ? {} : { note: reason }
      await recordAct(deps, unit, caller, { ...record, from: record.state, to }, { act: event, ...note, ruleSet })
      return key
    })
}
