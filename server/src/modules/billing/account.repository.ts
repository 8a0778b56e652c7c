import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'

export type ChargeRow = {
  readonly lineId: number
  readonly householdId: number
  readonly seasonId: number
  readonly seasonCode: string
  readonly seasonStartsOn: LocalDay
  readonly billId: number
  /** Of its bill. */
  readonly issuedOn: LocalDay
  readonly legalEntityId: number
  readonly orgUnitId: number
  readonly feeType: string
  /** The company's own allocation rank of the fee type; null where nobody has given it one. */
  readonly allocationRank: number | null
  readonly areaNo: number | null
  readonly customerClass: string | null
  readonly priceType: string | null
  readonly payerKind: string
  readonly dueOn: LocalDay | null
  readonly throughOn: LocalDay | null
  readonly ruleSetId: number | null
  readonly amountFen: Fen
  readonly openFen: Fen
  /** Σ of lines that answer it (discount, waiver …), negative or 0. */
  readonly answeredFen: Fen
  /** Of those the discounts. */
  readonly discountedFen: Fen
  /** What payments have paid of it, not a balance that was kept from the beginning; money released from a line stays the payment it was. */
  readonly paidFen: Fen
  /** How often the late fee of the season has been held. */
  readonly holdCount: number
  /** Lines of the same season somebody else owes. */
  readonly sharedWith: number
}

/** NULL before the first balance move. */
type WithBalance = { readonly householdId: number; readonly balanceFen: Fen | null }

export type OpenSeasons = {
  readonly charges: readonly ChargeRow[]
  /** Households without one have never had a balance. */
  readonly balances: ReadonlyMap<number, Fen>
}

/**
 * Every charge line the resident owes, of each season in which any of them is still open, and the balance; reversed ones are gone. What others have taken over is
 * not asked of a resident. One statement, so that lines and balance are of one moment.
 */
export async function readOpenSeasons(unit: ReadUnit, householdIds: readonly number[]): Promise<OpenSeasons> {
  const rows = await unit.select<(ChargeRow | { readonly lineId: null }) & WithBalance>(
    `SELECT h.id AS householdId, hb.balance_fen AS balanceFen, l.id AS lineId, l.season_id AS seasonId, s.code AS seasonCode, s.starts_on AS seasonStartsOn,
       l.bill_id AS billId, n.issued_on AS issuedOn, l.legal_entity_id AS legalEntityId, l.org_unit_id AS orgUnitId, l.fee_type AS feeType, l.area_no AS areaNo,
       (SELECT f.allocation_rank FROM fee_types f WHERE f.tenant_id = h.tenant_id AND f.code = l.fee_type) AS allocationRank,
       l.customer_class AS customerClass, l.price_type AS priceType, l.payer_kind AS payerKind, l.due_on AS dueOn, l.through_on AS throughOn,
       l.rule_set_id AS ruleSetId, l.amount_fen AS amountFen, b.open_fen AS openFen,
       COALESCE((SELECT SUM(a.amount_fen) FROM bill_lines a WHERE a.answers_line_id = l.id), 0) AS answeredFen,
       COALESCE((SELECT SUM(d.amount_fen) FROM bill_lines d LEFT JOIN bill_lines o ON o.id = d.reverses_line_id
         WHERE d.answers_line_id = l.id AND COALESCE(o.line_type, d.line_type) = 'discount'), 0) AS discountedFen,
       COALESCE((SELECT SUM(p.amount_fen) FROM allocations p LEFT JOIN balance_moves m ON m.id = p.balance_move_id
         WHERE p.line_id = l.id AND (p.payment_id IS NOT NULL OR EXISTS (SELECT 1 FROM balance_moves x
           WHERE x.household_id = p.household_id AND x.payment_id = m.payment_id AND x.move_kind = 'released'))), 0) AS paidFen,
       (SELECT COUNT(*) FROM line_balances x WHERE x.household_id = b.household_id AND x.season_id = b.season_id
         AND x.payer_kind <> 'resident' AND NOT EXISTS (SELECT 1 FROM bill_lines r WHERE r.reverses_line_id = x.id)) AS sharedWith,
       (SELECT COUNT(*) FROM late_fee_holds f WHERE f.household_id = l.household_id AND f.season_id = l.season_id) AS holdCount
     FROM households h LEFT JOIN household_balances hb ON hb.id = h.id
       LEFT JOIN line_balances b ON b.household_id = h.id AND b.payer_kind = 'resident'
         AND EXISTS (SELECT 1 FROM line_balances o WHERE o.household_id = b.household_id AND o.season_id = b.season_id AND o.open_fen > 0
           AND o.payer_kind = 'resident')
       LEFT JOIN bill_lines l ON l.id = b.id AND NOT EXISTS (SELECT 1 FROM bill_lines r WHERE r.reverses_line_id = b.id) LEFT JOIN seasons s ON s.id = l.season_id LEFT JOIN bills n ON n.id = l.bill_id
     WHERE h.id IN (:householdIds) ORDER BY h.id, l.sequence`,
    { householdIds: householdIds.length > 0 ? householdIds : [0] },
  )
  return {
    charges: rows.flatMap(({ balanceFen: _, ...row }) => (row.lineId === null ? [] : row)),
    balances: new Map(rows.flatMap(({ householdId, balanceFen }) => (balanceFen === null ? [] : [[householdId, balanceFen] as const]))),
  }
}

export type BalanceSource = {
  readonly paymentId: number | null
  readonly valueOn: LocalDay
  readonly leftFen: Fen
  /** Null where no payment brought it to our books. */
  readonly channel: string | null
}

/** What is left of the balance by the payment it came from, oldest value day first. */
export function listBalanceSources(unit: ReadUnit, householdId: number): Promise<BalanceSource[]> {
  return unit.select(
    `SELECT m.payment_id AS paymentId, MIN(m.value_on) AS valueOn, SUM(m.amount_fen) AS leftFen, MIN(p.channel) AS channel
     FROM balance_moves m LEFT JOIN payments p ON p.id = m.payment_id
     WHERE m.household_id = :householdId GROUP BY m.payment_id HAVING SUM(m.amount_fen) > 0 ORDER BY MIN(m.value_on), m.payment_id`,
    { householdId },
  )
}
