import { isDuplicate } from '../../database/database.ts'
import type { NewRow } from '../../database/table.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { lineFacts } from './bill.model.ts'

/** Facts of these hashes that the company has stored already. */
export async function findFactsHashes(unit: ReadUnit, tenantId: number, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  if (hashes.length === 0) return new Set()
  const rows = await unit.select<{ hash: string }>(
    'SELECT facts_hash AS hash FROM line_facts WHERE tenant_id = :tenantId AND facts_hash IN (:hashes)',
    { tenantId, hashes },
  )
  return new Set(rows.map((row) => row.hash))
}

/** The id of a household's bill of a season; null before it has one. */
export async function findBill(unit: ReadUnit, tenantId: number, householdId: number, seasonId: number): Promise<number | null> {
  const [bill] = await unit.select<{ id: number }>(
    'SELECT id FROM bills WHERE tenant_id = :tenantId AND household_id = :householdId AND season_id = :seasonId',
    { tenantId, householdId, seasonId },
  )
  return bill?.id ?? null
}

/** Stores facts nobody has stored. Those another run has stored since they were looked up are left out. In the order of their hashes, so
 * that two runs wait for each other instead of dead-locking. */
export async function insertFacts(unit: Unit, tenantId: number, facts: readonly NewRow<typeof lineFacts>[]): Promise<void> {
  const rows = facts.toSorted((a, b) => (a.facts_hash < b.facts_hash ? -1 : 1))
  try {
    await unit.insert(lineFacts, rows)
  } catch (error) {
    if (!isDuplicate(error)) throw error
    const hashes = rows.map((row) => row.facts_hash)
    const stored = await findFactsHashes(unit, tenantId, hashes)
    await unit.insert(
      lineFacts,
      rows.filter((row) => !stored.has(row.facts_hash)),
    )
  }
}
