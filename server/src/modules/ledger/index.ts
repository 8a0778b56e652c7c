import type { Clock } from '../../platform/clock.ts'
import { newEntryId, postEntry } from './post-entry.ts'
import { type SealDeps, sealDigests, sealEntries } from './seal-ledger.ts'

export { type AccountName, accountTitle, accountTitles } from './accounts.ts'
export { ledgerJobs } from './ledger-jobs.ts'
export type { Movement, NewEntry } from './post-entry.ts'
export { type PostingAct, postings } from './postings.ts'
export { DIGEST_CHAIN, digestTables, entryColumnOf, GENESIS, partOf, type SealPart, sealedTables, sealHash } from './seal.ts'

export type Ledger = {
  readonly newEntryId: typeof newEntryId
  readonly post: ReturnType<typeof postEntry>
  readonly sealEntries: ReturnType<typeof sealEntries>
  readonly sealDigests: ReturnType<typeof sealDigests>
}

export function createLedger({ clock, ...deps }: SealDeps & { readonly clock: Clock }): Ledger {
  return { newEntryId, post: postEntry(clock), sealEntries: sealEntries(deps), sealDigests: sealDigests(deps) }
}
