import { endOfDay, type LocalDay, startOfDay } from '../../../../shared/calendar/local-day.ts'
import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import type { Database } from '../../database/database.ts'
import type { Table } from '../../database/table.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { CrashAt } from '../../platform/crash-points.ts'
import { ledgerSeals } from './journal.model.ts'
import {
  appendSeals,
  deleteUnsealed,
  hashedRows,
  hashedRowsOfDay,
  lastSeal,
  listUnsealed,
  lockChain,
  nextDayToDigest,
  waitingChains,
} from './ledger.repository.ts'
import { DIGEST_CHAIN, digestTables, entryColumnOf, type HashedRow, partOf, type SealPart, sealedTables, sealHash } from './seal.ts'

const BATCH = 100

export type SealDeps = { readonly database: Database; readonly crashAt: CrashAt }

/** Takes every entry not yet sealed into the chain of its legal entity, a hundred in one transaction under one lock. Answers how many. */
export function sealEntries({ database, crashAt }: SealDeps) {
  return async (): Promise<number> => {
    let sealed = 0
    for (const chain of await database.read(waitingChains)) {
      for (;;) {
        const count = await database.write(
          async (unit) => {
            const count = await sealBatch(unit, chain)
            crashAt('ledger.seal.before-commit')
            return count
          },
          { ids: { ledger_seals: BATCH } },
        )
        sealed += count
        if (count < BATCH) break
      }
    }
    return sealed
  }
}

async function sealBatch(unit: Unit, chain: { readonly tenantId: number; readonly legalEntityId: number }): Promise<number> {
  await lockChain(unit, chain.legalEntityId)
  const entryIds = await listUnsealed(unit, chain.legalEntityId, BATCH)
  if (entryIds.length === 0) return 0
  const partsOf = await partsByEntry(unit, entryIds)
  const last = await lastSeal(unit, chain.legalEntityId)
  let { chainNo, hash: previousHash } = last
  const seals = entryIds.map((entryId) => {
    chainNo += 1
    const parts = partsOf(entryId)
    const hash = sealHash({ legalEntityId: chain.legalEntityId, chainNo, previousHash, subject: `entry:${entryId}`, parts })
    const seal = {
      id: unit.newId(ledgerSeals),
      tenant_id: chain.tenantId,
      legal_entity_id: chain.legalEntityId,
      chain_no: chainNo,
      seal_kind: 'entry',
      entry_id: entryId,
      parts: canonicalJson(parts),
      previous_hash: previousHash,
      hash,
    }
    previousHash = hash
    return seal
  })
  await appendSeals(unit, seals)
  await deleteUnsealed(unit, entryIds)
  return seals.length
}

/** One statement per sealed table for the whole batch. */
async function partsByEntry(unit: Unit, entryIds: readonly number[]): Promise<(entryId: number) => SealPart[]> {
  const byTable: [Table, Map<number, HashedRow[]>][] = []
  for (const table of sealedTables()) byTable.push([table, await hashedRows(unit, table.name, entryColumnOf(table), entryIds)])
  return (entryId) => byTable.flatMap(([table, rows]) => (rows.has(entryId) ? [partOf(table.name, rows.get(entryId) ?? [])] : []))
}

/**
 * Seals the rows that belong to no entry: one digest per table and local day, once, for every day up to `through` that has rows.
 * Days on which nobody came round are caught up.
 */
export function sealDigests({ database }: SealDeps) {
  return async (through: LocalDay): Promise<void> => {
    for (const table of digestTables()) while (await database.write((unit) => sealNextDay(unit, table.name, through)));
  }
}

/** Answers false when every day up to `through` has its digest. */
async function sealNextDay(unit: Unit, table: string, through: LocalDay): Promise<boolean> {
  await lockChain(unit, DIGEST_CHAIN)
  const on = await nextDayToDigest(unit, table)
  if (on === null || on > through) return false
  const last = await lastSeal(unit, DIGEST_CHAIN)
  const parts = [partOf(table, await hashedRowsOfDay(unit, table, startOfDay(on), endOfDay(on)))]
  const chainNo = last.chainNo + 1
  const subject = `digest:${table}:${on}`
  await appendSeals(unit, [
    {
      id: unit.newId(ledgerSeals),
      tenant_id: 1,
      legal_entity_id: DIGEST_CHAIN,
      chain_no: chainNo,
      seal_kind: 'digest',
      digest_table: table,
      digest_on: on,
      parts: canonicalJson(parts),
      previous_hash: last.hash,
      hash: sealHash({ legalEntityId: DIGEST_CHAIN, chainNo, previousHash: last.hash, subject, parts }),
    },
  ])
  return true
}
