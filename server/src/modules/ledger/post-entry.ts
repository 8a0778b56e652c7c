import { type LocalDay, monthOf } from '../../../../shared/calendar/local-day.ts'
import { type Fen, fen } from '../../../../shared/money/fen.ts'
import { isDuplicate } from '../../database/database.ts'
import type { NewRow } from '../../database/table.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { Clock } from '../../platform/clock.ts'
import { randomCode } from '../../platform/crypto.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { journalEntries, journalLines, periods, unsealed } from './journal.model.ts'
import { accountsOf, type PostingAct, type PostingFacts } from './postings.ts'

/** Whose money a posting line is about. */
export type PostingSubject = {
  readonly householdId: number | null
  readonly seasonId: number | null
  readonly feeType: string | null
  readonly payerKind: string | null
  readonly orgUnitId: number | null
}

/** One act of one household: both its sides carry the same subject. A negative amount is the act reversed. */
export type Movement = PostingSubject & { readonly act: PostingAct; readonly amountFen: Fen; readonly channel?: string }

export type NewEntry = {
  /** From `newEntryId`: the source rows of the act carry it too. */
  readonly entryId: number
  readonly tenantId: number
  readonly legalEntityId: number
  /** What happened: billing-run, payment, suspense … Unique with `sourceNo`, so an act posts once. */
  readonly kind: string
  readonly sourceNo: string
  readonly valueOn: LocalDay
  readonly movements: readonly Movement[]
}

/** Id of an entry about to be posted. */
export function newEntryId(unit: Unit): number {
  return unit.newId(journalEntries)
}

/**
 * Posts one balanced entry in the caller's unit, after its households are locked: locks the open period in share mode, writes
 * entry, lines and the mark that it awaits its seal. Throws PERIOD_CLOSED.
 */
export function postEntry(clock: Clock) {
  return async (unit: Unit, entry: NewEntry): Promise<void> => {
    const postedOn = clock.today()
    const period = monthOf(postedOn)
    await lockOpenPeriod(unit, entry, period)
    const { entryId: id, tenantId: tenant_id, legalEntityId: legal_entity_id } = entry
    const lines = linesOf(entry)
    if (lines.length === 0) throw new RangeError(`entry ${entry.kind} ${entry.sourceNo} moves nothing`)
    const head = {
      id,
      tenant_id,
      legal_entity_id,
      entry_no: `V${randomCode(12)}`,
      kind: entry.kind,
      source_no: entry.sourceNo,
      posted_on: postedOn,
      value_on: entry.valueOn,
      period,
    }
    await unit.insert(journalEntries, [head])
    await unit.insert(
      journalLines,
      lines.map((line, index) => ({
        id: unit.newId(journalLines),
        tenant_id,
        entry_id: id,
        line_no: index + 1,
        value_on: entry.valueOn,
        ...line,
      })),
    )
    await unit.insert(unsealed, [{ id, tenant_id, legal_entity_id, entry_id: id }])
  }
}

type Line = Omit<NewRow<typeof journalLines>, 'id' | 'tenant_id' | 'entry_id' | 'line_no' | 'value_on'>

/**
 * Debit and credit of every movement. Sides on accounts without a household (income, clearing, suspense) are added up, so that
 * five hundred bills make one income line; receivable and advance stay per household, season, fee type and payer.
 */
export function linesOf({ movements }: Pick<NewEntry, 'movements'>): Line[] {
  const sums = new Map<string, { line: Omit<Line, 'debit_fen' | 'credit_fen'>; debitFen: number; creditFen: number }>()
  for (const movement of movements) {
    if (movement.amountFen === 0) continue
    const { debit, credit } = accountsOf(movement.act, factsOf(movement))
    const reversed = movement.amountFen < 0
    const amount = fen(Math.abs(movement.amountFen))
    add(sums, reversed ? credit : debit, movement, amount, 0)
    add(sums, reversed ? debit : credit, movement, 0, amount)
  }
  return [...sums.values()].map(({ line, debitFen, creditFen }) => ({ ...line, debit_fen: fen(debitFen), credit_fen: fen(creditFen) }))
}

function add(
  sums: Map<string, { line: Omit<Line, 'debit_fen' | 'credit_fen'>; debitFen: number; creditFen: number }>,
  account: string,
  movement: Movement,
  debitFen: Fen,
  creditFen: Fen,
): void {
  const line = subjectOf(account, movement)
  const key = JSON.stringify([line, debitFen > 0])
  const known = sums.get(key)
  if (known) {
    known.debitFen += debitFen
    known.creditFen += creditFen
  } else sums.set(key, { line, debitFen, creditFen })
}

/** Receivable and advance belong to a household; the other accounts are kept per season, fee type and organisation unit. */
function subjectOf(
  account: string,
  { householdId, seasonId, feeType, payerKind, orgUnitId }: Movement,
): Omit<Line, 'debit_fen' | 'credit_fen'> {
  const org_unit_id = orgUnitId
  if (account === 'receivable')
    return { account, household_id: householdId, season_id: seasonId, fee_type: feeType, payer_kind: payerKind, org_unit_id }
  if (account === 'advance') return { account, household_id: householdId, org_unit_id }
  if (account.startsWith('income:') || account === 'discount') return { account, season_id: seasonId, fee_type: feeType, org_unit_id }
  return { account, org_unit_id }
}

function factsOf({ feeType, channel }: Movement): PostingFacts {
  return { ...(feeType ? { feeType } : {}), ...(channel ? { channel } : {}) }
}

/** Share mode: many postings beside each other, none beside a close of the period. Opens a month nobody has posted in yet. */
async function lockOpenPeriod(unit: Unit, { tenantId, legalEntityId }: NewEntry, period: string): Promise<void> {
  const find = () =>
    unit.selectForShare<{ state: string }>('SELECT state FROM periods WHERE legal_entity_id = :legalEntityId AND period = :period', {
      legalEntityId,
      period,
    })
  let [row] = await find()
  if (!row) {
    await openPeriod(unit, tenantId, legalEntityId, period)
    ;[row] = await find()
  }
  if (row?.state !== 'open') throw new DomainError(409, 'PERIOD_CLOSED', `会计期间 ${period} 已结账，不能再入账`)
}

async function openPeriod(unit: Unit, tenantId: number, legalEntityId: number, period: string): Promise<void> {
  try {
    await unit.insert(periods, [{ id: unit.newId(periods), tenant_id: tenantId, legal_entity_id: legalEntityId, period, state: 'open' }])
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
}
