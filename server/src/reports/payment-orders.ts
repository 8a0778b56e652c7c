import type { Page } from '../../../shared/contracts/fields.ts'
import type { PaymentOrderQuery, PaymentOrderRow } from '../../../shared/contracts/payments.ts'
import { maskHouseholdNo } from '../../../shared/format/mask.ts'
import type { PaymentOrderState } from '../../../shared/states/payment-order.ts'
import { scopeValues } from '../database/scope.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'
import type { Scope } from '../platform/caller.ts'

export type OrderRow = {
  readonly id: number
  readonly orderNo: string
  readonly channel: string
  readonly state: PaymentOrderState
  readonly totalFen: number
  /** Null where nobody we know pays: a code of the counter. */
  readonly payer: string | null
  readonly way: string | null
  readonly createdAt: number
  readonly expiresAt: number
  readonly paidAt: number | null
  readonly merchant: string
}

/** Whether a household `h` is one of the caller's: what of it an answer may show hangs on it. */
export const MINE = `EXISTS (SELECT 1 FROM org_unit_ancestors mine WHERE mine.unit_id = h.org_unit_id AND mine.ancestor_id IN (:unitIds))`

/** An order is visible where one of its households is; the others are part of it and shown masked. */
const VISIBLE = `o.tenant_id = :tenantId AND EXISTS (SELECT 1 FROM order_households oh JOIN households h ON h.id = oh.household_id
  WHERE oh.order_id = o.id AND ${MINE})`
const COLUMNS = `o.id, o.order_no AS orderNo, o.channel, o.state, o.total_fen AS totalFen, r.resident_no AS payer, o.created_at AS createdAt,
  o.expires_at AS expiresAt, o.paid_at AS paidAt, o.way, m.name AS merchant`
const FROM = 'FROM payment_orders o LEFT JOIN residents r ON r.id = o.payer_resident_id JOIN merchants m ON m.id = o.merchant_id'

/** One order of the caller's; null outside their scope. */
export async function findVisibleOrder(unit: ReadUnit, scope: Scope, orderNo: string): Promise<OrderRow | null> {
  const [row] = await unit.select<OrderRow>(`SELECT ${COLUMNS} ${FROM} WHERE ${VISIBLE} AND o.order_no = :orderNo`, {
    ...scopeValues(scope),
    orderNo,
  })
  return row ?? null
}

/** The list: three statements, equal for ten and a hundred rows. */
export async function listPaymentOrders(unit: ReadUnit, scope: Scope, wanted: PaymentOrderQuery): Promise<Page<PaymentOrderRow>> {
  const { page, pageSize, state, orderNo, householdNo } = wanted
  const where = [
    VISIBLE,
    ...(state ? ['o.state = :state'] : []),
    ...(orderNo ? ['o.order_no = :orderNo'] : []),
    ...(householdNo
      ? [
          `EXISTS (SELECT 1 FROM order_households x JOIN households h ON h.id = x.household_id WHERE x.order_id = o.id AND h.household_no = :householdNo AND ${MINE})`,
        ]
      : []),
  ].join(' AND ')
  const values = {
    ...scopeValues(scope),
    ...(state ? { state } : {}),
    ...(orderNo ? { orderNo } : {}),
    ...(householdNo ? { householdNo } : {}),
  }
  const [count] = await unit.select<{ total: number }>(`SELECT COUNT(*) AS total FROM payment_orders o WHERE ${where}`, values)
  const rows = await unit.select<OrderRow>(
    `SELECT ${COLUMNS} ${FROM} WHERE ${where} ORDER BY o.created_at DESC, o.id DESC LIMIT :limit OFFSET :offset`,
    {
      ...values,
      limit: pageSize,
      offset: (page - 1) * pageSize,
    },
  )
  const numbers = await householdNosOf(unit, scope, rows)
  return { items: rows.map((row) => presentRow(row, numbers.get(row.id) ?? [])), total: count?.total ?? 0, page, pageSize }
}

async function householdNosOf(unit: ReadUnit, scope: Scope, rows: readonly OrderRow[]): Promise<Map<number, string[]>> {
  const orderIds = rows.length > 0 ? rows.map((row) => row.id) : [0]
  const found = await unit.select<{ orderId: number; householdNo: string; mine: number }>(
    `SELECT oh.order_id AS orderId, h.household_no AS householdNo, CASE WHEN ${MINE} THEN 1 ELSE 0 END AS mine
     FROM order_households oh JOIN households h ON h.id = oh.household_id WHERE oh.order_id IN (:orderIds) ORDER BY h.household_no`,
    { orderIds, unitIds: scopeValues(scope).unitIds },
  )
  const byOrder = new Map<number, string[]>()
  for (const row of found) byOrder.set(row.orderId, [...(byOrder.get(row.orderId) ?? []), shownNo(row)])
  return byOrder
}

/** A card number as the caller may read it. */
export function shownNo({ householdNo, mine }: { readonly householdNo: string; readonly mine: number }): string {
  return mine > 0 ? householdNo : maskHouseholdNo(householdNo)
}

export function presentRow(row: OrderRow, householdNos: string[]): PaymentOrderRow {
  return {
    orderNo: row.orderNo,
    channel: row.channel,
    state: row.state,
    totalFen: row.totalFen,
    householdNos,
    payer: payerName(row.payer, row.way),
    createdAt: iso(row.createdAt),
    expiresAt: iso(row.expiresAt),
    paidAt: row.paidAt === null ? null : iso(row.paidAt),
  }
}

/** Who pays, as lists show it: a resident by the end of their number. */
export function payerName(residentNo: string | null, way: string | null): string {
  if (residentNo !== null) return `居民 ${residentNo.slice(-4)}`
  return way === 'code' ? '营业厅扫码' : '—'
}

export function iso(at: number): string {
  return new Date(at).toISOString()
}
