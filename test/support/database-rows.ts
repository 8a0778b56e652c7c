import type { Database } from '../../server/src/database/database.ts'
import type { Replacements } from '../../server/src/database/unit-of-work.ts'

/** Rows as a test looks at them; aliases in camelCase as everywhere. */
export function rowsOf<Row extends object>(database: Database, sql: string, values: Replacements = {}): Promise<Row[]> {
  return database.read((unit) => unit.select<Row>(sql, values))
}

export type SeenPayment = {
  readonly paymentNo: string
  readonly destination: 'order' | 'suspense'
  readonly amountFen: number
  readonly learnedFrom: string
  readonly valueOn: string
}

/** Payments that name this order number, whatever became of them. */
export function paymentsOf(database: Database, orderNo: string): Promise<SeenPayment[]> {
  return rowsOf(
    database,
    `SELECT payment_no AS paymentNo, destination, amount_fen AS amountFen, learned_from AS learnedFrom, value_on AS valueOn
     FROM payments WHERE order_no_given = :orderNo ORDER BY succeeded_at`,
    { orderNo },
  )
}

export async function countOf(database: Database, table: string): Promise<number> {
  const [row] = await rowsOf<{ total: number }>(database, `SELECT COUNT(*) AS total FROM ${table}`)
  return row?.total ?? 0
}

/** What is kept as balance for a household of 示例热力. */
export async function balanceOf(database: Database, householdNo: string): Promise<number> {
  const [row] = await rowsOf<{ balanceFen: number }>(
    database,
    `SELECT b.balance_fen AS balanceFen FROM household_balances b JOIN households h ON h.id = b.id JOIN tenants t ON t.id = h.tenant_id
     WHERE h.household_no = :householdNo AND t.code = 'DEMO'`,
    { householdNo },
  )
  return row?.balanceFen ?? 0
}
