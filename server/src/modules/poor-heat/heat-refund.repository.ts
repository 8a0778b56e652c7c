import type { CreditCause } from '../../../../shared/billing/heat-credit.ts'
import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import type { HeatRefundState } from '../../../../shared/states/heat-refund.ts'
import { inScope, scopeValues } from '../../database/scope.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { Scope } from '../../platform/caller.ts'
import { heatRefunds } from './poor-heat.model.ts'

export type PoorHeatCause = Extract<CreditCause, { readonly kind: 'poor-heat' }>
export type HeatRefundRow = {
  readonly id: number
  readonly refundNo: string
  readonly householdId: number
  readonly householdNo: string
  readonly orgUnitId: number
  readonly customerName: string
  readonly address: string
  readonly seasonCode: string
  readonly cause: string
  readonly amountFen: Fen
  readonly steps: string
  readonly reason: string
  readonly state: HeatRefundState
  readonly proposedBy: string
  readonly proposerId: number | null
  readonly proposedAt: number
  readonly decidedBy: string | null
  readonly decidedAt: number | null
  readonly refusal: string | null
}

const REFUND = `SELECT r.id, r.refund_no AS refundNo, h.id AS householdId, h.household_no AS householdNo, h.org_unit_id AS orgUnitId, c.name AS customerName,
    h.address, s.code AS seasonCode, r.cause, r.amount_fen AS amountFen, r.steps, r.reason, r.state, r.proposed_by AS proposedBy,
    r.proposer_id AS proposerId, r.created_at AS proposedAt, r.decided_by AS decidedBy, r.decided_at AS decidedAt, r.refusal`
const FROM = `FROM heat_refunds r JOIN households h ON h.id = r.household_id JOIN customers c ON c.id = h.customer_id JOIN seasons s ON s.id = r.season_id`

/** By number, where its household lies in the scope. */
export async function findHeatRefund(unit: ReadUnit, scope: Scope, refundNo: string): Promise<HeatRefundRow | null> {
  const [row] = await unit.select<HeatRefundRow>(`${REFUND} ${FROM} WHERE ${inScope('h')} AND r.refund_no = :refundNo`, {
    ...scopeValues(scope),
    refundNo,
  })
  return row ?? null
}

export type HeatRefundFilter = {
  readonly state?: HeatRefundState | undefined
  readonly householdNo?: string | undefined
  readonly page: number
  readonly pageSize: number
}

/** Newest first. */
export async function listHeatRefunds(unit: ReadUnit, scope: Scope, { state, householdNo, page, pageSize }: HeatRefundFilter) {
  const where = `WHERE ${inScope('h')} ${state ? 'AND r.state = :state' : ''} ${householdNo ? 'AND h.household_no = :householdNo' : ''}`
  const values = { ...scopeValues(scope), ...(state ? { state } : {}), ...(householdNo ? { householdNo } : {}) }
  const [count] = await unit.select<{ total: number }>(`SELECT COUNT(*) AS total ${FROM} ${where}`, values)
  const items = await unit.select<HeatRefundRow>(
    `${REFUND} ${FROM} ${where} ORDER BY r.created_at DESC, r.id DESC LIMIT :size OFFSET :skip`,
    {
      ...values,
      size: pageSize,
      skip: (page - 1) * pageSize,
    },
  )
  return { items, total: count?.total ?? 0, page, pageSize }
}

export type NewHeatRefund = {
  readonly tenantId: number
  readonly refundNo: string
  readonly householdId: number
  readonly seasonId: number
  readonly cause: PoorHeatCause
  readonly amountFen: Fen
  readonly steps: readonly object[]
  readonly reason: string
  readonly proposedBy: string
  readonly proposerId: number | null
}

export async function insertHeatRefund(unit: Unit, refund: NewHeatRefund): Promise<void> {
  await unit.insert(heatRefunds, [
    {
      id: unit.newId(heatRefunds),
      tenant_id: refund.tenantId,
      refund_no: refund.refundNo,
      household_id: refund.householdId,
      season_id: refund.seasonId,
      cause: canonicalJson(refund.cause),
      amount_fen: refund.amountFen,
      steps: canonicalJson(refund.steps),
      reason: refund.reason,
      state: 'proposed',
      proposed_by: refund.proposedBy,
      proposer_id: refund.proposerId,
      decided_by: null,
      decided_at: null,
      refusal: null,
    },
  ])
}

export type Decision = {
  readonly state: HeatRefundState
  readonly decidedBy: string
  readonly decidedAt: number
  readonly refusal: string | null
}

export async function decideHeatRefund(unit: Unit, id: number, { state, decidedBy, decidedAt, refusal }: Decision): Promise<void> {
  await unit.execute(
    `UPDATE heat_refunds SET state = :state, decided_by = :decidedBy, decided_at = :decidedAt, refusal = :refusal, version = version + 1 WHERE id = :id`,
    { id, state, decidedBy, decidedAt, refusal },
  )
}
