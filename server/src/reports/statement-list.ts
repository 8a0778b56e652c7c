import type { StatementQuery } from '../../../shared/contracts/reconciliation.ts'
import type { StatementState } from '../../../shared/states/statement.ts'
import { scopeValues } from '../database/scope.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'
import type { Scope } from '../platform/caller.ts'

export type StatementRow = {
  readonly id: number
  readonly statementNo: string
  readonly merchantId: number
  readonly channel: string
  readonly mchId: string
  readonly subMchId: string | null
  readonly merchantName: string
  readonly day: string
  readonly state: StatementState
  readonly askedAt: number
  readonly askedBy: string
  readonly fetchedAt: number | null
  readonly fault: string | null
  readonly fileSha256: string | null
  readonly payments: number
  readonly paymentFen: number
  readonly refunds: number
  readonly refundFen: number
  readonly feeE5: number
  readonly ourPayments: number
  readonly ourPaymentFen: number
  readonly ourRefunds: number
  readonly ourRefundFen: number
  readonly differences: number
  readonly open: number
}

/**
 * A bill shows the trades of a whole legal entity: it is seen by those whose units hold all units of that entity, and by nobody who sits in
 * a part of it. `alias` has `tenant_id` and `legal_entity_id`.
 */
export function holdsEntity(alias: string): string {
  return `${alias}.tenant_id = :tenantId AND EXISTS (SELECT 1 FROM org_units own WHERE own.legal_entity_id = ${alias}.legal_entity_id)
    AND NOT EXISTS (SELECT 1 FROM org_units part WHERE part.legal_entity_id = ${alias}.legal_entity_id AND NOT EXISTS (
      SELECT 1 FROM org_unit_ancestors above WHERE above.unit_id = part.id AND above.ancestor_id IN (:unitIds)))`
}

const COLUMNS = `s.id, s.statement_no AS statementNo, s.merchant_id AS merchantId, s.channel, m.mch_id AS mchId, m.sub_mch_id AS subMchId,
  m.name AS merchantName, s.value_on AS day, s.state, s.asked_at AS askedAt, s.asked_by AS askedBy, s.fetched_at AS fetchedAt, s.fault,
  s.file_sha256 AS fileSha256, s.payment_count AS payments, s.payment_fen AS paymentFen, s.refund_count AS refunds, s.refund_fen AS refundFen,
  s.fee_e5 AS feeE5, s.our_payment_count AS ourPayments, s.our_payment_fen AS ourPaymentFen, s.our_refund_count AS ourRefunds,
  s.our_refund_fen AS ourRefundFen, s.difference_count AS differences, s.open_count AS open`
const FROM = 'FROM statements s JOIN merchants m ON m.id = s.merchant_id'

export async function findStatement(unit: ReadUnit, scope: Scope, statementNo: string): Promise<StatementRow | null> {
  const [row] = await unit.select<StatementRow>(`SELECT ${COLUMNS} ${FROM} WHERE ${holdsEntity('s')} AND s.statement_no = :statementNo`, {
    ...scopeValues(scope),
    statementNo,
  })
  return row ?? null
}

/** Newest day first: two statements, equal for ten and a hundred rows. */
export async function listStatements(
  unit: ReadUnit,
  scope: Scope,
  { page, pageSize, from, to, state, channel }: StatementQuery,
): Promise<{ readonly items: readonly StatementRow[]; readonly total: number }> {
  const given = { from, to, state, channel }
  const conditions = { from: 's.value_on >= :from', to: 's.value_on <= :to', state: 's.state = :state', channel: 's.channel = :channel' }
  const asked = (Object.keys(conditions) as (keyof typeof conditions)[]).filter((name) => given[name] !== undefined)
  const where = [holdsEntity('s'), ...asked.map((name) => conditions[name])].join(' AND ')
  const values = { ...scopeValues(scope), ...Object.fromEntries(asked.map((name) => [name, given[name] ?? ''])) }
  const [count] = await unit.select<{ total: number }>(`SELECT COUNT(*) AS total ${FROM} WHERE ${where}`, values)
  const items = await unit.select<StatementRow>(
    `SELECT ${COLUMNS} ${FROM} WHERE ${where} ORDER BY s.value_on DESC, s.statement_no LIMIT :size OFFSET :skip`,
    { ...values, size: pageSize, skip: (page - 1) * pageSize },
  )
  return { items, total: count?.total ?? 0 }
}

/** Merchants whose bills this caller may fetch. */
export function listFetchableMerchants(unit: ReadUnit, scope: Scope): Promise<{ id: number }[]> {
  return unit.select<{ id: number }>(
    `SELECT m.id FROM merchants m WHERE ${holdsEntity('m')} AND m.state = 'active' ORDER BY m.id`,
    scopeValues(scope),
  )
}

/** Every merchant number in use that was not asked for this day yet, or brought no bill when last asked: it failed, or we have trades. */
export function listMerchantsToFetch(
  unit: ReadUnit,
  { day, askedBefore }: { readonly day: string; readonly askedBefore: number },
): Promise<{ id: number; tenantId: number }[]> {
  return unit.select<{ id: number; tenantId: number }>(
    `SELECT m.id, m.tenant_id AS tenantId FROM merchants m LEFT JOIN statements s ON s.merchant_id = m.id AND s.value_on = :day
     WHERE m.state = 'active' AND (s.id IS NULL OR s.file_sha256 IS NULL AND (s.open_count > 0 OR s.fault IS NOT NULL) AND s.asked_at <= :askedBefore) ORDER BY m.id`,
    { day, askedBefore },
  )
}
