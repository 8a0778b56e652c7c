import type { Fen } from '../../../../shared/money/fen.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'

export type HolderStanding = {
  /** Of every payer: what others have taken over was taken over for the holder. */
  readonly openFen: Fen
  readonly balanceFen: Fen
  readonly openHolds: number
  readonly openOrders: number
  readonly bindingCount: number
}

/** What of the holder's is not ended, in one statement. */
export async function readHolderStanding(unit: ReadUnit, householdId: number): Promise<HolderStanding> {
  const [standing] = await unit.select<HolderStanding>(
    `SELECT COALESCE((SELECT SUM(b.open_fen) FROM line_balances b WHERE b.household_id = h.id), 0) AS openFen,
       COALESCE((SELECT m.balance_fen FROM household_balances m WHERE m.id = h.id), 0) AS balanceFen,
       (SELECT COUNT(*) FROM late_fee_holds f WHERE f.household_id = h.id AND f.ends_on IS NULL) AS openHolds,
       (SELECT COUNT(*) FROM order_households x JOIN payment_orders o ON o.id = x.order_id
         WHERE x.household_id = h.id AND o.state IN ('submitted', 'prepared', 'unknown')) AS openOrders,
       (SELECT COUNT(*) FROM bindings r WHERE r.household_id = h.id AND r.state = 'active') AS bindingCount
     FROM households h WHERE h.id = :householdId`,
    { householdId },
  )
  if (!standing) throw new Error(`no household ${householdId}`)
  return standing
}
