import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import { isDuplicate } from '../../database/database.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { PaidMoney } from './refund-source.repository.ts'
import { moneyMarks, suspenseMoves } from './suspense.model.ts'

export type SuspenseMove = {
  readonly payment: Pick<PaidMoney, 'id' | 'tenantId' | 'legalEntityId'>
  readonly kind: 'attributed' | 'refund' | 'refund-returned'
  /** Below 0 leaves the suspense account. */
  readonly amountFen: Fen
  readonly householdId?: number
  readonly refundId?: number
  readonly actor: string
  readonly reason: string
  readonly entryId: number
  readonly valueOn: LocalDay
}

export async function appendSuspenseMove(unit: Unit, move: SuspenseMove): Promise<void> {
  const { payment } = move
  await unit.insert(suspenseMoves, [
    {
      id: unit.newId(suspenseMoves),
      tenant_id: payment.tenantId,
      payment_id: payment.id,
      legal_entity_id: payment.legalEntityId,
      move_kind: move.kind,
      amount_fen: move.amountFen,
      household_id: move.householdId ?? null,
      refund_id: move.refundId ?? null,
      actor: move.actor.slice(0, 100),
      reason: move.reason,
      entry_id: move.entryId,
      value_on: move.valueOn,
    },
  ])
}

export type MoneyMark = {
  readonly tenantId: number
  readonly kind: string
  readonly no: string
  readonly reason: string
  readonly actor: string
}

/** Answers false when somebody has seen to it before. */
export async function appendMoneyMark(unit: Unit, { tenantId, kind, no, reason, actor }: MoneyMark): Promise<boolean> {
  try {
    const row = { id: unit.newId(moneyMarks), tenant_id: tenantId, subject_kind: kind, subject_no: no, reason, actor: actor.slice(0, 100) }
    await unit.insert(moneyMarks, [row])
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}
