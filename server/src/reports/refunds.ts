import type { Page } from '../../../shared/contracts/fields.ts'
import type { RefundFile, RefundQuery, RefundRow } from '../../../shared/contracts/payments/refunds.ts'
import type { RefundState } from '../../../shared/states/refund.ts'
import { scopeValues } from '../database/scope.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'
import type { Scope } from '../platform/caller.ts'
import { titlesOfLines } from './line-titles.ts'
import { ofMyLegalEntity } from './money-scope.ts'
import { iso, MINE } from './payment-orders.ts'

type Row = {
  readonly id: number
  readonly refundNo: string
  readonly state: RefundState
  readonly amountFen: number
  readonly channel: string
  readonly householdNo: string | null
  readonly paymentNo: string
  readonly orderNo: string | null
  readonly reason: string
  readonly requestedBy: string
  readonly requestedById: number
  readonly requestedAt: number
  readonly doneAt: number | null
}
type FileRow = Row & {
  readonly merchant: string
  readonly transactionId: string
  readonly gatewayRefundId: string | null
  readonly paidFen: number
  readonly paidAt: number
}

/** A refund is seen where its household is; of money in suspense by whoever answers for the legal entity. */
export const REFUND_VISIBLE = `r.tenant_id = :tenantId AND (EXISTS (SELECT 1 FROM households h WHERE h.id = r.household_id AND ${MINE})
  OR (r.household_id IS NULL AND ${ofMyLegalEntity('r.legal_entity_id')}))`
const COLUMNS = `r.id, r.refund_no AS refundNo, r.state, r.amount_fen AS amountFen, r.channel, hh.household_no AS householdNo, p.payment_no AS paymentNo,
  o.order_no AS orderNo, r.reason, r.requested_by_name AS requestedBy, r.requested_by AS requestedById, r.created_at AS requestedAt, r.done_at AS doneAt`
const FROM = `FROM refunds r JOIN payments p ON p.id = r.payment_id LEFT JOIN payment_orders o ON o.id = p.order_id
  LEFT JOIN households hh ON hh.id = r.household_id`

/** Newest first: two statements, equal for ten and a hundred rows. */
export async function listRefunds(unit: ReadUnit, scope: Scope, wanted: RefundQuery): Promise<Page<RefundRow>> {
  const { page, pageSize, state, householdNo, refundNo } = wanted
  const where = [
    REFUND_VISIBLE,
    ...(state ? ['r.state = :state'] : []),
    ...(refundNo ? ['r.refund_no = :refundNo'] : []),
    ...(householdNo ? ['hh.household_no = :householdNo'] : []),
  ].join(' AND ')
  const given = { ...(state ? { state } : {}), ...(refundNo ? { refundNo } : {}), ...(householdNo ? { householdNo } : {}) }
  const values = { ...scopeValues(scope), ...given }
  const [count] = await unit.select<{ total: number }>(`SELECT COUNT(*) AS total ${FROM} WHERE ${where}`, values)
  const rows = await unit.select<Row>(
    `SELECT ${COLUMNS} ${FROM} WHERE ${where} ORDER BY r.created_at DESC, r.id DESC LIMIT :limit OFFSET :offset`,
    { ...values, limit: pageSize, offset: (page - 1) * pageSize },
  )
  return { items: rows.map(presentRow), total: count?.total ?? 0, page, pageSize }
}

/** Everything about one refund; null outside the caller's scope. `withGateway` adds the conversation. */
export async function readRefundFile(
  unit: ReadUnit,
  scope: Scope,
  refundNo: string,
  reader: { readonly staffId: number; readonly withGateway: boolean },
): Promise<RefundFile | null> {
  const [row] = await unit.select<FileRow>(
    `SELECT ${COLUMNS}, m.name AS merchant, p.transaction_id AS transactionId, r.gateway_refund_id AS gatewayRefundId, p.amount_fen AS paidFen,
       p.succeeded_at AS paidAt ${FROM} JOIN merchants m ON m.id = r.merchant_id WHERE ${REFUND_VISIBLE} AND r.refund_no = :refundNo`,
    { ...scopeValues(scope), refundNo },
  )
  if (!row) return null
  const { merchant, transactionId, gatewayRefundId, paidFen, paidAt } = row
  return {
    ...presentRow(row),
    ...{ merchant, transactionId, gatewayRefundId, paidFen, paidAt: iso(paidAt) },
    ...(await readTaken(unit, row)),
    mine: row.requestedById === reader.staffId,
    events: await readEvents(unit, row.id),
    gatewayCalls: reader.withGateway ? await readCalls(unit, row.id) : [],
  }
}

function presentRow({ id: _, requestedById: __, requestedAt, doneAt, ...row }: Row): RefundRow {
  const { refundNo, state, amountFen, channel, householdNo, paymentNo, orderNo, reason, requestedBy } = row
  const at = { requestedAt: iso(requestedAt), doneAt: doneAt === null ? null : iso(doneAt) }
  return { refundNo, state, amountFen, channel, householdNo, paymentNo, orderNo, reason, requestedBy, ...at }
}

/** What the request took from where: the rows of its own entry. */
async function readTaken(unit: ReadUnit, { id, amountFen, householdNo }: Row) {
  const rows = await unit.select<{ what: string; lineId: number; amountFen: number }>(
    `SELECT 'released' AS what, a.line_id AS lineId, -a.amount_fen AS amountFen, a.sequence FROM refund_moves m JOIN allocations a ON a.entry_id = m.entry_id
       WHERE m.refund_id = :id AND m.move_kind = 'requested' AND a.amount_fen < 0
     UNION ALL
     SELECT 'discount', l.answers_line_id, l.amount_fen, l.sequence FROM refund_moves m JOIN bill_lines l ON l.entry_id = m.entry_id
       WHERE m.refund_id = :id AND m.move_kind = 'requested' AND l.line_type = 'reversal' AND l.answers_line_id IS NOT NULL
     ORDER BY sequence`,
    { id },
  )
  const titles = await titlesOfLines(
    unit,
    rows.map(({ lineId }) => lineId),
  )
  const of = (what: string) =>
    rows.filter((row) => row.what === what).map((row) => ({ title: titles.get(row.lineId) ?? '', amountFen: row.amountFen }))
  const released = of('released')
  const fromBalanceFen = householdNo === null ? 0 : released.reduce((left, part) => left - part.amountFen, amountFen)
  return { fromBalanceFen, released, discounts: of('discount') }
}

async function readEvents(unit: ReadUnit, refundId: number): Promise<RefundFile['events']> {
  const rows = await unit.select<{ at: number; event: string; from: string; to: string; actor: string; detail: string | null }>(
    'SELECT at, event, from_state AS `from`, to_state AS `to`, actor, detail FROM refund_events WHERE refund_id = :refundId ORDER BY event_no',
    { refundId },
  )
  return rows.map((row) => ({ ...row, at: iso(row.at) }))
}

type CallRow = Omit<RefundFile['gatewayCalls'][number], 'at' | 'request' | 'response'> & {
  readonly at: number
  readonly request: string
  readonly response: string | null
}

async function readCalls(unit: ReadUnit, refundId: number): Promise<RefundFile['gatewayCalls']> {
  const rows = await unit.select<CallRow>(
    `SELECT started_at AS at, operation, outcome, http_status AS httpStatus, duration_ms AS durationMs, request, response
     FROM refund_calls WHERE refund_id = :refundId ORDER BY started_at, id`,
    { refundId },
  )
  return rows.map(({ at, request, response, ...row }) => ({
    ...row,
    at: iso(at),
    request: JSON.parse(request),
    response: response === null ? null : JSON.parse(response),
  }))
}
