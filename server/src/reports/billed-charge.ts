import type { BilledCharge } from '../modules/tariffs/index.ts'

/** Charge lines of one bill with their reversals: what the season's rules came to, before discounts, waivers and late fee. */
export const billedCharge: BilledCharge = async (unit, wanted) => {
  const [sum] = await unit.select<{ lineCount: number; totalFen: number }>(
    `SELECT COUNT(*) AS lineCount, COALESCE(SUM(l.amount_fen), 0) AS totalFen
     FROM bill_lines l LEFT JOIN bill_lines reversed ON reversed.id = l.reverses_line_id
     WHERE l.tenant_id = :tenantId AND l.household_id = :householdId AND l.season_id = :seasonId AND l.fee_type <> 'late-fee'
       AND (l.line_type = 'charge' OR reversed.line_type = 'charge')`,
    wanted,
  )
  return sum && sum.lineCount > 0 ? sum.totalFen : null
}
