import type { ReadUnit } from '../../database/unit-of-work.ts'

/** Facts of these hashes that the company has stored already. */
export async function findFactsHashes(unit: ReadUnit, tenantId: number, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  if (hashes.length === 0) return new Set()
  const rows = await unit.select<{ hash: string }>(
    'SELECT facts_hash AS hash FROM line_facts WHERE tenant_id = :tenantId AND facts_hash IN (:hashes)',
    { tenantId, hashes },
  )
  return new Set(rows.map((row) => row.hash))
}
