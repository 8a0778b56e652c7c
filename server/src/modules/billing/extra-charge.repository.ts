import type { Fen } from '../../../../shared/money/fen.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'

/** What a household is charged of a fee type in a season, reversals taken off. */
export async function chargedOf(
  unit: ReadUnit,
  subject: { readonly householdId: number; readonly seasonId: number; readonly feeType: string },
): Promise<Fen> {
  const [row] = await unit.select<{ amountFen: number }>(
    `SELECT COALESCE(SUM(l.amount_fen), 0) AS amountFen FROM bill_lines l
     WHERE l.household_id = :householdId AND l.season_id = :seasonId AND l.fee_type = :feeType AND l.answers_line_id IS NULL`,
    subject,
  )
  return Number(row?.amountFen ?? 0)
}
