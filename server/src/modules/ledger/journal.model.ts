import { day, defineTable, integer, longText, nullable, text } from '../../database/table.ts'

/** 凭证分录: one balanced entry per act. `kind` + `source_no` is unique: an act posts once. */
export const journalEntries = defineTable(
  'journal_entries',
  {
    kind: 'append-only',
    money: true,
    unique: [['legal_entity_id', 'kind', 'source_no'], ['entry_no']],
    indexes: [['tenant_id', 'created_at']],
  },
  {
    entry_no: text(32),
    legal_entity_id: integer(),
    kind: text(32),
    source_no: text(64),
    posted_on: day(),
    value_on: day(),
    period: text(7),
  },
)

export const journalLines = defineTable(
  'journal_lines',
  {
    kind: 'append-only',
    money: true,
    indexes: [['entry_id'], ['household_id', 'account'], ['tenant_id', 'account', 'value_on']],
  },
  {
    entry_id: integer(),
    line_no: integer(),
    account: text(48),
    household_id: nullable(integer()),
    season_id: nullable(integer()),
    fee_type: nullable(text(32)),
    payer_kind: nullable(text(16)),
    org_unit_id: nullable(integer()),
    value_on: day(),
    debit_fen: integer(),
    credit_fen: integer(),
  },
)

/** The chain of a legal entity: each seal names the one before, so no sealed row can change or vanish unseen. */
export const ledgerSeals = defineTable(
  'ledger_seals',
  { kind: 'append-only', money: true, unique: [['legal_entity_id', 'chain_no']], indexes: [['entry_id']] },
  {
    legal_entity_id: integer(),
    chain_no: integer(),
    seal_kind: text(16),
    /** For an entry. */
    entry_id: nullable(integer()),
    /** For a digest: the rows of one table without an entry, written on one local day. */
    digest_table: nullable(text(48)),
    digest_on: nullable(day()),
    /** Canonical JSON: per table how many rows are covered and the hash over their row hashes. */
    parts: longText(),
    previous_hash: text(64),
    hash: text(64),
  },
)

/** Entries not yet in the chain: written with the entry, deleted by the sealer. `id` is the entry's. */
export const unsealed = defineTable(
  'unsealed',
  { kind: 'plumbing', money: true, unique: [['entry_id']], indexes: [['legal_entity_id', 'id']] },
  { legal_entity_id: integer(), entry_id: integer() },
)

/** 会计期间 of a legal entity; no amounts here, entries carry their own period under seal. */
export const periods = defineTable(
  'periods',
  { kind: 'editable', unique: [['legal_entity_id', 'period']] },
  { legal_entity_id: integer(), period: text(7), state: text(16) },
)
