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
  readonly legalEntityId: number
  readonly orgUnitId: number
  readonly feeType: string
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
  /** What payments, not the balance, have paid of it. */
  readonly paidFen: Fen
  /** How often the late fee of the season has been held. */
  readonly holdCount: number
  /** Lines of the same season somebody else owes. */
  readonly sharedWith: number
  /** Σ of lines that reverse it. */
  readonly reversedFen: Fen
  readonly reversed: number
}

/** NULL before the first balance move. */
type WithBalance = { readonly householdId: number; readonly balanceFen: Fen | null }

export type OpenSeasons = {
  readonly charges: readonly ChargeRow[]
  /** Households without one have never had a balance. */
  readonly balances: ReadonlyMap<number, Fen>
}

/**
 * Every charge line the resident owes, of each season in which any of them is still open, and the balance. What others have taken over is
 * not asked of a resident. One statement, so that lines and balance are of one moment.
 */
export async function readOpenSeasons(unit: ReadUnit, householdIds: readonly number[]): Promise<OpenSeasons> {
  const rows = await unit.select<(ChargeRow | { readonly lineId: null }) & WithBalance>(
    `SELECT h.id AS householdId, hb.balance_fen AS balanceFen, l.id AS lineId, l.season_id AS seasonId, s.code AS seasonCode, s.starts_on AS seasonStartsOn,
       l.bill_id AS billId, l.legal_entity_id AS legalEntityId, l.org_unit_id AS orgUnitId, l.fee_type AS feeType, l.area_no AS areaNo,
       l.customer_class AS customerClass, l.price_type AS priceType, l.payer_kind AS payerKind, l.due_on AS dueOn, l.through_on AS throughOn,
       l.rule_set_id AS ruleSetId, l.amount_fen AS amountFen, b.open_fen AS openFen,
       COALESCE((SELECT SUM(a.amount_fen) FROM bill_lines a WHERE a.answers_line_id = l.id), 0) AS answeredFen,
       COALESCE((SELECT SUM(d.amount_fen) FROM bill_lines d WHERE d.answers_line_id = l.id AND d.line_type = 'discount'), 0) AS discountedFen,
       COALESCE((SELECT SUM(p.amount_fen) FROM allocations p WHERE p.line_id = l.id AND p.payment_id IS NOT NULL), 0) AS paidFen,
       (SELECT COUNT(*) FROM line_balances x WHERE x.household_id = b.household_id AND x.season_id = b.season_id
         AND x.payer_kind <> 'resident') AS sharedWith,
       (SELECT COUNT(*) FROM late_fee_holds f WHERE f.household_id = l.household_id AND f.season_id = l.season_id) AS holdCount,
       COALESCE((SELECT SUM(r.amount_fen) FROM bill_lines r WHERE r.reverses_line_id = l.id), 0) AS reversedFen,
       (SELECT COUNT(*) FROM bill_lines r WHERE r.reverses_line_id = l.id) AS reversed
     FROM households h LEFT JOIN household_balances hb ON hb.id = h.id
       LEFT JOIN line_balances b ON b.household_id = h.id AND b.payer_kind = 'resident'
         AND EXISTS (SELECT 1 FROM line_balances o WHERE o.household_id = b.household_id AND o.season_id = b.season_id AND o.open_fen > 0
           AND o.payer_kind = 'resident')
       LEFT JOIN bill_lines l ON l.id = b.id LEFT JOIN seasons s ON s.id = l.season_id
     WHERE h.id IN (:householdIds) ORDER BY h.id, l.sequence`,
    { householdIds: householdIds.length > 0 ? householdIds : [0] },
  )
  return {
    charges: rows.flatMap(({ balanceFen: _, ...row }) => (row.lineId === null ? [] : row)),
    balances: new Map(rows.flatMap(({ householdId, balanceFen }) => (balanceFen === null ? [] : [[householdId, balanceFen] as const]))),
  }
}

/** What is left of the balance by the payment it came from, oldest value day first. */
export function listBalanceSources(
  unit: ReadUnit,
  householdId: number,
): Promise<{ paymentId: number | null; valueOn: LocalDay; leftFen: Fen }[]> {
  return unit.select(
    `SELECT payment_id AS paymentId, MIN(value_on) AS valueOn, SUM(amount_fen) AS leftFen FROM balance_moves
     WHERE household_id = :householdId GROUP BY payment_id HAVING SUM(amount_fen) > 0 ORDER BY MIN(value_on)`,
    { householdId },
  )
}
