import type { DifferenceQuery } from '../../../../shared/contracts/reconciliation.ts'
import type { DifferenceEvent, DifferenceKind, DifferenceState } from '../../../../shared/states/difference.ts'
import { scopeValues } from '../../database/scope.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { Scope } from '../../platform/caller.ts'
import { holdsEntity } from '../../reports/statement-list.ts'
import { differenceActs, differences } from './difference.model.ts'
import type { FoundDifference } from './match-trades.ts'

export type DifferenceRecord = FoundDifference & {
  readonly id: number
  readonly tenantId: number
  readonly differenceNo: string
  readonly statementId: number
  readonly statementNo: string
  readonly state: DifferenceState
  readonly foundAt: number
  readonly reason: string | null
  readonly explainedById: number | null
  readonly explainedBy: string | null
  readonly confirmedBy: string | null
  readonly revision: number
}

const DIFFERENCE = `SELECT d.id, d.tenant_id AS tenantId, d.difference_no AS differenceNo, d.statement_id AS statementId, s.statement_no AS statementNo,
  d.trade_key AS tradeKey, d.difference_kind AS kind, d.trade_kind AS trade, d.transaction_id AS transactionId, d.order_no AS orderNo,
  d.refund_no AS refundNo, d.their_fen AS theirFen, d.our_fen AS ourFen, d.state, d.found_at AS foundAt, d.reason,
  d.explained_by_id AS explainedById, d.explained_by AS explainedBy, d.confirmed_by AS confirmedBy, d.version AS revision
  FROM differences d JOIN statements s ON s.id = d.statement_id`

export function listOfStatement(unit: ReadUnit, statementId: number): Promise<DifferenceRecord[]> {
  return unit.select<DifferenceRecord>(`${DIFFERENCE} WHERE d.statement_id = :statementId ORDER BY d.id`, { statementId })
}

const LISTS: Readonly<Record<DifferenceQuery['list'], readonly DifferenceKind[]>> = {
  'theirs-only': ['theirs-only'],
  'ours-only': ['ours-only'],
  differing: ['amount', 'refund'],
}

/** Those somebody must see to first, then payments before refunds, by age. */
export async function listDifferences(
  unit: ReadUnit,
  statementId: number,
  { list, page, pageSize }: DifferenceQuery,
): Promise<{ readonly items: readonly DifferenceRecord[]; readonly total: number }> {
  const values = { statementId, kinds: LISTS[list] }
  const where = 'd.statement_id = :statementId AND d.difference_kind IN (:kinds)'
  const [count] = await unit.select<{ total: number }>(`SELECT COUNT(*) AS total FROM differences d WHERE ${where}`, values)
  const items = await unit.select<DifferenceRecord>(
    `${DIFFERENCE} WHERE ${where}
     ORDER BY CASE d.state WHEN 'open' THEN 0 WHEN 'explained' THEN 1 WHEN 'settled' THEN 2 ELSE 3 END, d.trade_kind, d.found_at, d.transaction_id
     LIMIT :size OFFSET :skip`,
    { ...values, size: pageSize, skip: (page - 1) * pageSize },
  )
  return { items, total: count?.total ?? 0 }
}

export async function findDifference(unit: ReadUnit, scope: Scope, differenceNo: string): Promise<DifferenceRecord | null> {
  const [row] = await unit.select<DifferenceRecord>(`${DIFFERENCE} WHERE ${holdsEntity('s')} AND d.difference_no = :differenceNo`, {
    ...scopeValues(scope),
    differenceNo,
  })
  return row ?? null
}

/** What was found, as rows; each needs its act `find`. */
export async function insertDifferences(
  unit: Unit,
  statement: { readonly id: number; readonly tenantId: number },
  found: readonly (FoundDifference & { readonly differenceNo: string })[],
  at: number,
): Promise<void> {
  const rows = found.map((one) => ({ ...one, id: unit.newId(differences) }))
  await unit.insert(
    differences,
    rows.map((one) => ({
      id: one.id,
      tenant_id: statement.tenantId,
      difference_no: one.differenceNo,
      statement_id: statement.id,
      trade_key: one.tradeKey,
      difference_kind: one.kind,
      trade_kind: one.trade,
      transaction_id: one.transactionId,
      order_no: one.orderNo,
      refund_no: one.refundNo,
      their_fen: one.theirFen,
      our_fen: one.ourFen,
      state: 'open',
      found_at: at,
    })),
  )
  await unit.insert(
    differenceActs,
    rows.map((one) => ({
      id: unit.newId(differenceActs),
      tenant_id: statement.tenantId,
      difference_id: one.id,
      act_no: 1,
      act: 'find',
      to_state: 'open',
      at,
      actor: '对账',
      note: null,
    })),
  )
}

export type Step = {
  readonly act: DifferenceEvent
  readonly to: DifferenceState
  readonly at: number
  readonly actor: string
  readonly note?: string
  readonly changes?: Partial<
    Pick<DifferenceRecord, 'kind' | 'theirFen' | 'ourFen' | 'reason' | 'explainedById' | 'explainedBy' | 'confirmedBy'>
  >
}

/** One step of its life with its act. Call it with the statement's row locked: acts are numbered without a gap. */
export async function moveDifference(unit: Unit, difference: DifferenceRecord, step: Step): Promise<void> {
  const now = { ...difference, ...step.changes }
  await unit.execute(
    `UPDATE differences SET state = :to, difference_kind = :kind, their_fen = :theirFen, our_fen = :ourFen, reason = :reason,
       explained_by_id = :explainedById, explained_by = :explainedBy, confirmed_by = :confirmedBy, version = version + 1 WHERE id = :id`,
    {
      id: difference.id,
      to: step.to,
      kind: now.kind,
      theirFen: now.theirFen,
      ourFen: now.ourFen,
      reason: now.reason,
      explainedById: now.explainedById,
      explainedBy: now.explainedBy,
      confirmedBy: now.confirmedBy,
    },
  )
  const [count] = await unit.select<{ n: number }>('SELECT COUNT(*) AS n FROM difference_acts WHERE difference_id = :id', {
    id: difference.id,
  })
  await unit.insert(differenceActs, [
    {
      id: unit.newId(differenceActs),
      tenant_id: difference.tenantId,
      difference_id: difference.id,
      act_no: (count?.n ?? 0) + 1,
      act: step.act,
      to_state: step.to,
      at: step.at,
      actor: step.actor.slice(0, 100),
      note: step.note ?? null,
    },
  ])
}

/** How many did not heal by themselves, and how many of them nobody has settled. */
export async function countDifferences(unit: ReadUnit, statementId: number): Promise<{ readonly all: number; readonly open: number }> {
  const rows = await unit.select<{ state: DifferenceState; n: number }>(
    'SELECT state, COUNT(*) AS n FROM differences WHERE statement_id = :statementId GROUP BY state',
    { statementId },
  )
  const count = (states: readonly DifferenceState[]) => rows.reduce((sum, { state, n }) => sum + (states.includes(state) ? n : 0), 0)
  return { all: count(['open', 'explained', 'settled']), open: count(['open', 'explained']) }
}
