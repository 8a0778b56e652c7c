import type { Instant } from '../../../shared/calendar/instant.ts'
import type { LocalDay } from '../../../shared/calendar/local-day.ts'
import type { Fen } from '../../../shared/money/fen.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'

export type BillRow = {
  readonly id: number
  readonly billNo: string
  readonly householdId: number
  readonly householdNo: string
  readonly seasonCode: string
  readonly customerName: string
  readonly issuedOn: LocalDay
  readonly noticeNo: string | null
  readonly noticeTitle: string | null
}

export type LineRow = {
  readonly id: number
  readonly billId: number
  readonly sequence: number
  readonly lineType: string
  readonly feeType: string
  /** The company's own name of it; null where the standard one holds. */
  readonly feeName: string | null
  readonly areaNo: number | null
  readonly customerClass: string | null
  readonly payerKind: string
  readonly amountFen: Fen
  /** Null on lines that answer or reverse another. */
  readonly openFen: Fen | null
  readonly postedOn: LocalDay
  readonly dueOn: LocalDay | null
  readonly reason: string | null
  readonly answersLineId: number | null
  readonly reversesLineId: number | null
  readonly steps: string
}

/** Bills of a household, newest season first. */
export function listBills(unit: ReadUnit, householdId: number): Promise<BillRow[]> {
  return unit.select(
    `SELECT b.id, b.bill_no AS billNo, b.household_id AS householdId, h.household_no AS householdNo, s.code AS seasonCode, b.customer_name AS customerName,
       b.issued_on AS issuedOn, n.no AS noticeNo, n.title AS noticeTitle
     FROM bills b JOIN households h ON h.id = b.household_id JOIN seasons s ON s.id = b.season_id
     LEFT JOIN bill_lines l ON l.id = (SELECT MIN(f.id) FROM bill_lines f WHERE f.bill_id = b.id AND f.rule_set_id IS NOT NULL)
     LEFT JOIN rule_sets r ON r.id = l.rule_set_id LEFT JOIN price_notices n ON n.id = r.price_notice_id
     WHERE b.household_id = :householdId ORDER BY s.starts_on DESC`,
    { householdId },
  )
}

export function listLines(unit: ReadUnit, householdId: number): Promise<LineRow[]> {
  return unit.select(
    `SELECT l.id, l.bill_id AS billId, l.sequence, l.line_type AS lineType, l.fee_type AS feeType, (SELECT f.name FROM fee_types f WHERE f.tenant_id = l.tenant_id AND f.code = l.fee_type) AS feeName,
       l.area_no AS areaNo, l.customer_class AS customerClass, l.payer_kind AS payerKind,
       l.amount_fen AS amountFen, b.open_fen AS openFen, l.posted_on AS postedOn, l.due_on AS dueOn, l.reason, l.answers_line_id AS answersLineId,
       l.reverses_line_id AS reversesLineId, l.steps
     FROM bill_lines l LEFT JOIN line_balances b ON b.id = l.id WHERE l.household_id = :householdId ORDER BY l.sequence`,
    { householdId },
  )
}

export type AllocationRow = {
  readonly lineId: number
  readonly amountFen: Fen
  readonly paidAt: Instant
  /** Null when the balance paid. */
  readonly channel: string | null
  readonly orderNo: string | null
}

/**
 * What has paid the household's lines and still does, in the order it was allocated. Money a correction took off a line and put to another stays the payment
 * it was; what it no longer pays is left out.
 */
export async function listAllocations(unit: ReadUnit, householdId: number): Promise<AllocationRow[]> {
  const rows = await unit.select<AllocationRow & { readonly paymentId: number | null }>(
    `SELECT a.line_id AS lineId, a.amount_fen AS amountFen, COALESCE(p.succeeded_at, a.created_at) AS paidAt, p.channel, o.order_no AS orderNo,
       COALESCE(a.payment_id, m.payment_id) AS paymentId
     FROM allocations a LEFT JOIN balance_moves m ON m.id = a.balance_move_id
     LEFT JOIN payments p ON p.id = COALESCE(a.payment_id, CASE WHEN EXISTS (SELECT 1 FROM balance_moves x
       WHERE x.household_id = a.household_id AND x.payment_id = m.payment_id AND x.move_kind = 'released') THEN m.payment_id END)
     LEFT JOIN payment_orders o ON o.id = p.order_id
     WHERE a.household_id = :householdId ORDER BY a.sequence`,
    { householdId },
  )
  const paid = new Map<string, AllocationRow>()
  for (const { paymentId, ...row } of rows) {
    const key = `${row.lineId} ${paymentId}`
    const known = paid.get(key)
    paid.set(key, known ? { ...known, amountFen: known.amountFen + row.amountFen } : row)
  }
  return [...paid.values()].filter(({ amountFen }) => amountFen !== 0)
}
