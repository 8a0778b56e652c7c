import type { Instant } from '../../../../shared/calendar/instant.ts'
import { endOfDay, type LocalDay, localDayOf } from '../../../../shared/calendar/local-day.ts'
import type { NewRow } from '../../database/table.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { ledgerSeals } from './journal.model.ts'
import { DIGEST_CHAIN, GENESIS, type HashedRow } from './seal.ts'

/** Legal entities with entries that wait for their seal. */
export function waitingChains(unit: ReadUnit): Promise<{ tenantId: number; legalEntityId: number }[]> {
  return unit.select('SELECT DISTINCT tenant_id AS tenantId, legal_entity_id AS legalEntityId FROM unsealed ORDER BY legal_entity_id')
}

/** One sealer at a time per chain. The digest chain belongs to no legal entity and is locked on the platform's company row. */
export async function lockChain(unit: Unit, legalEntityId: number): Promise<void> {
  if (legalEntityId === DIGEST_CHAIN) await unit.selectForUpdate('SELECT id FROM tenants WHERE id = 1')
  else await unit.selectForUpdate('SELECT id FROM legal_entities WHERE id = :legalEntityId', { legalEntityId })
}

export async function listUnsealed(unit: ReadUnit, legalEntityId: number, limit: number): Promise<number[]> {
  const rows = await unit.select<{ entryId: number }>(
    'SELECT entry_id AS entryId FROM unsealed WHERE legal_entity_id = :legalEntityId ORDER BY id LIMIT :limit',
    {
      legalEntityId,
      limit,
    },
  )
  return rows.map((row) => row.entryId)
}

/** Row hashes of one table by entry. `table` and `column` come from our own table definitions, never from outside. */
export async function hashedRows(
  unit: ReadUnit,
  table: string,
  column: string,
  entryIds: readonly number[],
): Promise<Map<number, HashedRow[]>> {
  const rows = await unit.select<HashedRow & { entryId: number }>(
    `SELECT ${column} AS entryId, id, row_hash AS rowHash FROM ${table} WHERE ${column} IN (:entryIds) ORDER BY ${column}, id`,
    { entryIds },
  )
  const byEntry = new Map<number, HashedRow[]>()
  for (const { entryId, ...row } of rows) byEntry.set(entryId, [...(byEntry.get(entryId) ?? []), row])
  return byEntry
}

export function hashedRowsOfDay(unit: ReadUnit, table: string, from: Instant, to: Instant): Promise<HashedRow[]> {
  return unit.select(`SELECT id, row_hash AS rowHash FROM ${table} WHERE created_at BETWEEN :from AND :to ORDER BY id`, { from, to })
}

/** The first day after the last digest of a table on which it has rows; null when there is none. */
export async function nextDayToDigest(unit: ReadUnit, table: string): Promise<LocalDay | null> {
  const [last] = await unit.select<{ lastOn: LocalDay | null }>(
    'SELECT MAX(digest_on) AS lastOn FROM ledger_seals WHERE legal_entity_id = :chain AND digest_table = :table',
    { chain: DIGEST_CHAIN, table },
  )
  const [next] = await unit.select<{ at: Instant | null }>(`SELECT MIN(created_at) AS at FROM ${table} WHERE created_at > :after`, {
    after: last?.lastOn ? endOfDay(last.lastOn) : 0,
  })
  return next?.at == null ? null : localDayOf(next.at)
}

export async function lastSeal(unit: ReadUnit, legalEntityId: number): Promise<{ chainNo: number; hash: string }> {
  const rows = await unit.select<{ chainNo: number; hash: string }>(
    'SELECT chain_no AS chainNo, hash FROM ledger_seals WHERE legal_entity_id = :legalEntityId ORDER BY chain_no DESC LIMIT 1',
    { legalEntityId },
  )
  return rows[0] ?? { chainNo: 0, hash: GENESIS }
}

export async function appendSeals(unit: Unit, seals: readonly NewRow<typeof ledgerSeals>[]): Promise<void> {
  await unit.insert(ledgerSeals, seals)
}

/**
 * One by one: for a list MariaDB walks the whole of so small a table, and then the seal waits for marks that postings under way
 * have written and not yet committed.
 */
export async function deleteUnsealed(unit: Unit, entryIds: readonly number[]): Promise<void> {
  for (const id of entryIds) await unit.execute('DELETE FROM unsealed WHERE id = :id', { id })
}

export async function oldestUnsealedAt(unit: ReadUnit): Promise<Instant | null> {
  const [row] = await unit.select<{ at: Instant | null }>('SELECT MIN(created_at) AS at FROM unsealed')
  return row?.at ?? null
}
