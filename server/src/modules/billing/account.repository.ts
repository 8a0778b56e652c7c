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
  /** Σ of lines that reverse it. */
  readonly reversedFen: Fen
  readonly reversed: number
}

/** Every resident's charge line of each season in which the household still owes anything. */
export function listChargesOfOpenSeasons(unit: ReadUnit, householdIds: readonly number[]): Promise<ChargeRow[]> {
  return unit.select<ChargeRow>(
    `SELECT l.id AS lineId, l.household_id AS householdId, l.season_id AS seasonId, s.code AS seasonCode, s.starts_on AS seasonStartsOn,
       l.bill_id AS billId, l.legal_entity_id AS legalEntityId, l.org_unit_id AS orgUnitId, l.fee_type AS feeType, l.area_no AS areaNo,
       l.customer_class AS customerClass, l.price_type AS priceType, l.payer_kind AS payerKind, l.due_on AS dueOn, l.through_on AS throughOn,
       l.rule_set_id AS ruleSetId, l.amount_fen AS amountFen, b.open_fen AS openFen,
       COALESCE((SELECT SUM(a.amount_fen) FROM bill_lines a WHERE a.answers_line_id = l.id), 0) AS answeredFen,
       COALESCE((SELECT SUM(r.amount_fen) FROM bill_lines r WHERE r.reverses_line_id = l.id), 0) AS reversedFen,
       (SELECT COUNT(*) FROM bill_lines r WHERE r.reverses_line_id = l.id) AS reversed
     FROM line_balances b JOIN bill_lines l ON l.id = b.id JOIN seasons s ON s.id = l.season_id
     WHERE b.household_id IN (:householdIds) AND l.payer_kind = 'resident'
       AND EXISTS (SELECT 1 FROM line_balances o WHERE o.household_id = b.household_id AND o.season_id = b.season_id AND o.open_fen > 0)
     ORDER BY l.household_id, l.sequence`,
    { householdIds: householdIds.length > 0 ? householdIds : [0] },
  )
}

/** Households without a row have never had a balance. */
export async function listBalances(unit: ReadUnit, householdIds: readonly number[]): Promise<ReadonlyMap<number, Fen>> {
  const rows = await unit.select<{ id: number; balanceFen: Fen }>(
    'SELECT id, balance_fen AS balanceFen FROM household_balances WHERE id IN (:householdIds)',
    {
      householdIds: householdIds.length > 0 ? householdIds : [0],
    },
  )
  return new Map(rows.map((row) => [row.id, row.balanceFen]))
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
