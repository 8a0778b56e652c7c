import { allTables, type Table } from '../../database/table.ts'
import { hashOf } from '../../platform/crypto.ts'

/** What a seal covers in one table: how many rows and the hash over their row hashes in id order. */
export type SealPart = { readonly table: string; readonly rows: number; readonly hash: string }
export type HashedRow = { readonly id: number; readonly rowHash: string }

/** The hash the chain starts from. */
export const GENESIS = '0'.repeat(64)

/** Digests of rows without an entry are chained for the whole installation, beside the chains of the legal entities. */
export const DIGEST_CHAIN = 0

/** The tables whose rows belong to an entry: found by their column, so that a new money table is sealed without a change here. */
export function sealedTables(): readonly Table[] {
  return allTables().filter(
    (table) =>
      table.money &&
      table.kind === 'append-only' &&
      ('entry_id' in table.columns || table.name === 'journal_entries') &&
      table.name !== 'ledger_seals',
  )
}

/** Append-only money tables whose rows have no entry: sealed by one digest a day. */
export function digestTables(): readonly Table[] {
  return allTables().filter(
    (table) => table.money && table.kind === 'append-only' && !('entry_id' in table.columns) && table.name !== 'journal_entries',
  )
}

/** Column that ties a row to its entry. */
export function entryColumnOf(table: Table): string {
  return table.name === 'journal_entries' ? 'id' : 'entry_id'
}

export function partOf(table: string, rows: readonly HashedRow[]): SealPart {
  const inOrder = [...rows].sort((a, b) => a.id - b.id)
  return { table, rows: inOrder.length, hash: hashOf(inOrder.map((row) => row.rowHash)) }
}

/** The link: chain, number, what came before, what is covered. */
export function sealHash(seal: {
  readonly legalEntityId: number
  readonly chainNo: number
  readonly previousHash: string
  readonly subject: string
  readonly parts: readonly SealPart[]
}): string {
  return hashOf(seal)
}
