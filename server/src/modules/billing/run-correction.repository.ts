import type { Fen } from '../../../../shared/money/fen.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'

/** Takes the households whose amount has changed, all or these, for correction; answers how many. */
export function asksCorrection(unit: Unit, runId: number, householdNos: readonly string[] | null): Promise<number> {
  const some = householdNos === null ? '' : 'AND household_id IN (SELECT id FROM households WHERE household_no IN (:householdNos))'
  return unit.execute(
    `UPDATE billing_run_items SET verdict = 'correcting', reason = NULL WHERE run_id = :runId AND verdict IN ('changed', 'kept') ${some}`,
    {
      runId,
      ...(householdNos === null ? {} : { householdNos: householdNos.length > 0 ? householdNos : [''] }),
    },
  )
}

export type ToCorrect = { readonly id: number; readonly householdId: number; readonly amountFen: Fen }

export function listCorrecting(unit: ReadUnit, runId: number, limit: number): Promise<ToCorrect[]> {
  return unit.select(
    `SELECT id, household_id AS householdId, amount_fen AS amountFen FROM billing_run_items
     WHERE run_id = :runId AND verdict = 'correcting' ORDER BY household_id LIMIT ${Number(limit)}`,
    { runId },
  )
}

/** `kept` says why the bill was left as it is. */
export function markCorrected(unit: Unit, itemId: number, verdict: 'corrected' | 'kept', reason: string | null): Promise<number> {
  return unit.execute(`UPDATE billing_run_items SET verdict = :verdict, reason = :reason WHERE id = :itemId AND verdict = 'correcting'`, {
    itemId,
    verdict,
    reason,
  })
}
