import type { QuoteItem } from '../../../shared/billing/quote.ts'
import type { PaymentOrderFile } from '../../../shared/contracts/payments.ts'
import { feeTypeName } from '../../../shared/format/names.ts'
import { type FeeNames, feeNameIn } from '../../../shared/tariff/fee-names.ts'
import { scopeValues } from '../database/scope.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'
import { listFeeTypes } from '../modules/tariffs/index.ts'
import type { Scope } from '../platform/caller.ts'
import { findVisibleOrder, iso, MINE, presentRow, shownNo } from './payment-orders.ts'

/** Everything that was said about an order; null outside the caller's scope. `withGateway` adds the conversation. */
export async function readPaymentOrderFile(
  unit: ReadUnit,
  scope: Scope,
  orderNo: string,
  withGateway: boolean,
): Promise<PaymentOrderFile | null> {
  const row = await findVisibleOrder(unit, scope, orderNo)
  if (!row) return null
  const homes = await readHomes(unit, scope, row.id)
  return {
    ...presentRow(
      row,
      homes.map((home) => home.householdNo),
    ),
    merchant: row.merchant,
    households: homes,
    events: await readEvents(unit, row.id),
    gatewayCalls: withGateway ? await readCalls(unit, row.id) : [],
    notices: withGateway ? await readNotices(unit, orderNo) : [],
    payments: await readPayments(unit, scope, row.id),
  }
}

/** Of a household outside the caller's units only the amount: the order's total must add up. */
async function readHomes(unit: ReadUnit, scope: Scope, orderId: number): Promise<PaymentOrderFile['households']> {
  const rows = await unit.select<{ householdNo: string; address: string; quotedFen: number; quote: string; mine: number }>(
    `SELECT h.household_no AS householdNo, h.address, oh.quoted_fen AS quotedFen, oh.quote, CASE WHEN ${MINE} THEN 1 ELSE 0 END AS mine
     FROM order_households oh JOIN households h ON h.id = oh.household_id WHERE oh.order_id = :orderId ORDER BY h.household_no`,
    { orderId, unitIds: scopeValues(scope).unitIds },
  )
  const names: FeeNames = new Map((await listFeeTypes(unit, scope.tenantId)).map(({ code, name }) => [code, name]))
  return rows.map((row) => ({
    householdNo: shownNo(row),
    address: row.mine > 0 ? row.address : '***',
    quotedFen: row.quotedFen,
    items: row.mine > 0 ? (JSON.parse(row.quote) as QuoteItem[]).map((item) => itemOf(item, names)) : [],
  }))
}

function itemOf(item: QuoteItem, names: FeeNames): { title: string; amountFen: number } {
  const feeType = item.kind === 'late-fee' ? 'late-fee' : item.feeType
  return { title: `${item.seasonCode} ${feeNameIn(names, feeType)}`, amountFen: item.amountFen }
}

async function readEvents(unit: ReadUnit, orderId: number): Promise<PaymentOrderFile['events']> {
  const rows = await unit.select<{ at: number; event: string; fromState: string; toState: string; detail: string | null }>(
    'SELECT at, event, from_state AS fromState, to_state AS toState, detail FROM order_events WHERE order_id = :orderId ORDER BY event_no',
    { orderId },
  )
  return rows.map(({ at, event, fromState, toState, detail }) => ({ at: iso(at), event, from: fromState, to: toState, detail }))
}

type CallRow = {
  at: number
  operation: string
  outcome: 'accepted' | 'refused' | 'unknown'
  httpStatus: number | null
  durationMs: number
  request: string
  response: string | null
}

async function readCalls(unit: ReadUnit, orderId: number): Promise<PaymentOrderFile['gatewayCalls']> {
  const rows = await unit.select<CallRow>(
    `SELECT started_at AS at, operation, outcome, http_status AS httpStatus, duration_ms AS durationMs, request, response
     FROM gateway_calls WHERE order_id = :orderId ORDER BY started_at, id`,
    { orderId },
  )
  return rows.map((row) => ({
    ...row,
    at: iso(row.at),
    request: JSON.parse(row.request),
    response: row.response === null ? null : JSON.parse(row.response),
  }))
}

async function readNotices(unit: ReadUnit, orderNo: string): Promise<PaymentOrderFile['notices']> {
  const rows = await unit.select<{ at: number; noticeId: string; mchId: string }>(
    'SELECT received_at AS at, notice_id AS noticeId, mch_id AS mchId FROM gateway_notices WHERE order_no = :orderNo ORDER BY received_at',
    { orderNo },
  )
  const keys = rows.map((row) => `${row.mchId}:${row.noticeId}`)
  const jobs = await unit.select<{ businessKey: string; state: string }>(
    `SELECT business_key AS businessKey, state FROM jobs WHERE kind = 'payments.settle-notice' AND business_key IN (:keys)`,
    { keys: keys.length > 0 ? keys : [''] },
  )
  const stateOf = new Map(jobs.map((job) => [job.businessKey, job.state]))
  return rows.map((row) => ({ at: iso(row.at), noticeId: row.noticeId, outcome: stateOf.get(`${row.mchId}:${row.noticeId}`) ?? 'queued' }))
}

type PaidRow = {
  paymentId: number
  householdNo: string
  seasonCode: string
  feeType: string
  feeName: string | null
  amountFen: number
  mine: number
}

async function readPayments(unit: ReadUnit, scope: Scope, orderId: number): Promise<PaymentOrderFile['payments']> {
  const rows = await unit.select<{ id: number; transactionId: string; amountFen: number; paidAt: number; settledAt: number }>(
    `SELECT id, transaction_id AS transactionId, amount_fen AS amountFen, succeeded_at AS paidAt, created_at AS settledAt FROM payments WHERE order_id = :orderId ORDER BY created_at, id`,
    { orderId },
  )
  const paymentIds = rows.length > 0 ? rows.map((row) => row.id) : [0]
  const paid = await unit.select<PaidRow>(
    `SELECT a.payment_id AS paymentId, h.household_no AS householdNo, s.code AS seasonCode, l.fee_type AS feeType, (SELECT f.name FROM fee_types f WHERE f.tenant_id = l.tenant_id AND f.code = l.fee_type) AS feeName,
       a.amount_fen AS amountFen,
       CASE WHEN ${MINE} THEN 1 ELSE 0 END AS mine
     FROM allocations a JOIN bill_lines l ON l.id = a.line_id JOIN households h ON h.id = a.household_id JOIN seasons s ON s.id = l.season_id
     WHERE a.payment_id IN (:paymentIds) ORDER BY a.household_id, a.sequence`,
    { paymentIds, unitIds: scopeValues(scope).unitIds },
  )
  return rows.map((row) => {
    const allocations = paid.filter((one) => one.paymentId === row.id)
    const allocatedFen = allocations.reduce((sum, { amountFen }) => sum + amountFen, 0)
    return {
      transactionId: row.transactionId,
      amountFen: row.amountFen,
      paidAt: iso(row.paidAt),
      settledAt: iso(row.settledAt),
      allocations: allocations.map((one) => ({
        householdNo: shownNo(one),
        seasonCode: one.seasonCode,
        title: one.feeName ?? feeTypeName(one.feeType),
        amountFen: one.amountFen,
      })),
      toBalanceFen: row.amountFen - allocatedFen,
    }
  })
}
