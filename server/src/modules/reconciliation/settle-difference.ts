import type { ConfirmDifference, ExplainDifference } from '../../../../shared/contracts/reconciliation.ts'
import { type DifferenceEvent, nextDifferenceState } from '../../../../shared/states/difference.ts'
import { TransitionRefused } from '../../../../shared/states/machine.ts'
import { statementStateOf } from '../../../../shared/states/statement.ts'
import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { countDifferences, type DifferenceRecord, findDifference, moveDifference, type Step } from './differences.repository.ts'
import { keepState, lockStatement } from './statements.repository.ts'

export type SettleDifferenceDeps = { readonly database: Database; readonly clock: Clock; readonly audit: Audit }

/** 说明差异: why the two sides differ. It moves no money; another person confirms it. Throws NOT_FOUND, DIFFERENCE_CHANGED. */
export function explainDifference(deps: SettleDifferenceDeps) {
  return (caller: StaffCaller, differenceNo: string, { revision, reason }: ExplainDifference): Promise<{ differenceNo: string }> =>
    act(deps, caller, { differenceNo, revision, event: 'explain' }, () => ({
      note: reason,
      changes: { reason, explainedById: caller.staffId, explainedBy: caller.actor.name.slice(0, 100) },
    }))
}

/** 复核通过 by a second person. Throws NOT_FOUND, DIFFERENCE_CHANGED, OWN_EXPLANATION. */
export function confirmDifference(deps: SettleDifferenceDeps) {
  return (caller: StaffCaller, differenceNo: string, { revision }: ConfirmDifference): Promise<{ differenceNo: string }> =>
    act(deps, caller, { differenceNo, revision, event: 'confirm' }, (difference) => {
      if (difference.explainedById === caller.staffId) throw new DomainError(403, 'OWN_EXPLANATION', '这条说明是您写的，须由另一位同事复核')
      return { changes: { confirmedBy: caller.actor.name.slice(0, 100) } }
    })
}

/** 退回: the explanation does not hold. Throws NOT_FOUND, DIFFERENCE_CHANGED. */
export function rejectDifference(deps: SettleDifferenceDeps) {
  return (caller: StaffCaller, differenceNo: string, { revision, reason }: ExplainDifference): Promise<{ differenceNo: string }> =>
    act(deps, caller, { differenceNo, revision, event: 'reject' }, () => ({
      note: reason,
      changes: { reason: null, explainedById: null, explainedBy: null },
    }))
}

async function act(
  { database, clock, audit }: SettleDifferenceDeps,
  caller: StaffCaller,
  { differenceNo, revision, event }: { readonly differenceNo: string; readonly revision: number; readonly event: DifferenceEvent },
  judge: (difference: DifferenceRecord) => Pick<Step, 'note' | 'changes'>,
): Promise<{ differenceNo: string }> {
  const { tenantId } = caller.scope
  return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
    const seen = await findDifference(unit, caller.scope, differenceNo)
    if (!seen) throw notFound('这条差异')
    const statement = await lockStatement(unit, seen.statementId)
    const difference = await findDifference(unit, caller.scope, differenceNo)
    if (!difference) throw notFound('这条差异')
    const to = stateAfter(difference, event)
    if (difference.revision !== revision)
      throw new DomainError(409, 'DIFFERENCE_CHANGED', '这条差异在您打开之后变了，请刷新后核对', {
        facts: { revision: difference.revision },
      })
    await moveDifference(unit, difference, { act: event, to, at: clock.now(), actor: caller.actor.name, ...judge(difference) })
    const { all, open } = await countDifferences(unit, statement.id)
    const state = statementStateOf(statement.fileSha256 === null ? 'none' : 'there', { open, all })
    await keepState(unit, statement.id, { state, differences: all, open })
    await recordAct(unit)
    return { differenceNo }

    function recordAct(inside: Unit): Promise<void> {
      const { kind, trade, theirFen, ourFen, statementNo } = difference as DifferenceRecord
      return audit.record(inside, caller, {
        action: `reconciliation.difference.${event}`,
        subjectKind: 'difference',
        subjectNo: differenceNo,
        detail: { statementNo, day: statement.day, kind, trade, theirFen, ourFen },
      })
    }
  })
}

function stateAfter({ state }: DifferenceRecord, event: DifferenceEvent) {
  try {
    return nextDifferenceState(state, event)
  } catch (error) {
    if (error instanceof TransitionRefused) throw new DomainError(409, error.code, error.message)
    throw error
  }
}
