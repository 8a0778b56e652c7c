import type { ReadUnit } from '../database/unit-of-work.ts'

export type CertifiedPayment = {
  readonly id: number
  readonly paymentNo: string
  readonly orderNo: string | null
  readonly company: string
  readonly payee: string
  readonly payeeTaxNo: string
  readonly channel: string
  readonly transactionId: string
  readonly paidAt: number
  readonly amountFen: number
  readonly refundedFen: number
  readonly payerResidentId: number | null
  readonly payerResidentNo: string | null
}

/** A payment that settled an order, with who took the money by law; what has gone back to the payer is subtracted nowhere, it stands beside. */
export async function findCertifiedPayment(unit: ReadUnit, paymentNo: string): Promise<CertifiedPayment | null> {
  const [row] = await unit.select<CertifiedPayment>(
    `SELECT p.id, p.payment_no AS paymentNo, o.order_no AS orderNo, t.name AS company, e.name AS payee, e.tax_no AS payeeTaxNo, p.channel,
       p.transaction_id AS transactionId, p.succeeded_at AS paidAt, p.amount_fen AS amountFen, r.id AS payerResidentId,
       r.resident_no AS payerResidentNo,
       (SELECT COALESCE(SUM(f.amount_fen), 0) FROM refunds f WHERE f.payment_id = p.id AND f.state = 'done') AS refundedFen
     FROM payments p JOIN tenants t ON t.id = p.tenant_id JOIN legal_entities e ON e.id = p.legal_entity_id
       LEFT JOIN payment_orders o ON o.id = p.order_id LEFT JOIN residents r ON r.id = o.payer_resident_id
     WHERE p.payment_no = :paymentNo AND p.destination = 'order'`,
    { paymentNo },
  )
  return row ? { ...row, refundedFen: Number(row.refundedFen) } : null
}

export type CertifiedPart = {
  readonly householdId: number
  readonly householdNo: string
  readonly address: string
  readonly seasonCode: string | null
  /** Null: kept as balance. */
  readonly feeType: string | null
  readonly amountFen: number
}

/** What the payment has paid, by home, season and fee; what was released again is subtracted, and what became balance stands by itself. */
export async function listCertifiedParts(unit: ReadUnit, paymentId: number): Promise<CertifiedPart[]> {
  const rows = await unit.select<CertifiedPart>(
    `SELECT h.id AS householdId, h.household_no AS householdNo, h.address, x.seasonCode, x.feeType, SUM(x.amountFen) AS amountFen
     FROM (SELECT a.household_id AS householdId, s.code AS seasonCode, l.fee_type AS feeType, a.amount_fen AS amountFen
             FROM allocations a JOIN bill_lines l ON l.id = a.line_id JOIN seasons s ON s.id = l.season_id WHERE a.payment_id = :paymentId
           UNION ALL
           SELECT m.household_id, NULL, NULL, m.amount_fen FROM balance_moves m WHERE m.payment_id = :paymentId) x
       JOIN households h ON h.id = x.householdId
     GROUP BY h.id, h.household_no, h.address, x.seasonCode, x.feeType
     ORDER BY h.household_no, CASE WHEN x.seasonCode IS NULL THEN 1 ELSE 0 END, x.seasonCode, x.feeType`,
    { paymentId },
  )
  return rows.map((row) => ({ ...row, amountFen: Number(row.amountFen) })).filter(({ amountFen }) => amountFen !== 0)
}
