import type { Page } from '../../../shared/contracts/fields.ts'
import type { EntryQuery, EntryRow } from '../../../shared/contracts/ledger.ts'
import { maskHouseholdNo } from '../../../shared/format/mask.ts'
import { feeTypeName } from '../../../shared/format/names.ts'
import { scopeValues } from '../database/scope.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'
import type { Scope } from '../platform/caller.ts'

type Head = {
  readonly id: number
  readonly entryNo: string
  readonly kind: string
  readonly postedOn: string
  readonly valueOn: string
  readonly createdAt: number
  readonly waiting: number
}
type Line = {
  readonly entryId: number
  readonly account: string
  readonly feeType: string | null
  readonly feeName: string | null
  readonly householdNo: string | null
  /** Whether the line's household, if it has one, is of the caller's units. */
  readonly mine: number
  readonly debitFen: number
  readonly creditFen: number
}

const TITLES: Readonly<Record<string, string>> = { 'billing-run': '出账', extra: '加收费用', payment: '收款', suspense: '待查款项' }
/** A billing run's entry has a thousand lines; a list shows the first, and always those of the household asked for. */
const LINES_SHOWN = 50

/** Whether a line belongs to a unit of the caller: the unit as it was when posted. */
const MINE = `EXISTS (SELECT 1 FROM org_unit_ancestors s WHERE s.unit_id = l.org_unit_id AND s.ancestor_id IN (:unitIds))`

/** Entries that touch a unit of the caller (or, at company level, any of the company), newest first. Three statements. */
export async function listJournalEntries(
  unit: ReadUnit,
  scope: Scope,
  { page, pageSize, householdNo }: EntryQuery,
  accountTitle: (account: string) => string,
): Promise<Page<EntryRow>> {
  const where = `e.tenant_id = :tenantId AND EXISTS (SELECT 1 FROM journal_lines l LEFT JOIN households h ON h.id = l.household_id
    WHERE l.entry_id = e.id AND (${MINE} OR l.org_unit_id IS NULL AND EXISTS (SELECT 1 FROM org_units top WHERE top.id IN (:unitIds) AND top.parent_id IS NULL))
    ${householdNo ? 'AND h.household_no = :householdNo' : ''})`
  const values = { ...scopeValues(scope), ...(householdNo ? { householdNo } : {}) }
  const [count] = await unit.select<{ total: number }>(`SELECT COUNT(*) AS total FROM journal_entries e WHERE ${where}`, values)
  const heads = await unit.select<Head>(
    `SELECT e.id, e.entry_no AS entryNo, e.kind, e.posted_on AS postedOn, e.value_on AS valueOn, e.created_at AS createdAt,
       (SELECT COUNT(*) FROM unsealed u WHERE u.entry_id = e.id) AS waiting
     FROM journal_entries e WHERE ${where} ORDER BY e.created_at DESC, e.id DESC LIMIT :limit OFFSET :offset`,
    { ...values, limit: pageSize, offset: (page - 1) * pageSize },
  )
  const lines = await unit.select<Line>(
    `SELECT l.entry_id AS entryId, l.account, l.fee_type AS feeType, (SELECT f.name FROM fee_types f WHERE f.tenant_id = l.tenant_id AND f.code = l.fee_type) AS feeName, h.household_no AS householdNo, l.debit_fen AS debitFen, l.credit_fen AS creditFen,
       CASE WHEN ${MINE} THEN 1 ELSE 0 END AS mine
     FROM journal_lines l LEFT JOIN households h ON h.id = l.household_id
     WHERE l.entry_id IN (:entryIds) AND (l.line_no <= ${LINES_SHOWN} ${householdNo ? 'OR h.household_no = :householdNo' : ''})
     ORDER BY l.entry_id, l.line_no`,
    { ...values, entryIds: heads.length > 0 ? heads.map((head) => head.id) : [0] },
  )
  const items = heads.map(
    (head): EntryRow => ({
      entryNo: head.entryNo,
      kind: head.kind,
      title: TITLES[head.kind] ?? head.kind,
      postedOn: head.postedOn,
      valueOn: head.valueOn,
      createdAt: new Date(head.createdAt).toISOString(),
      sealed: head.waiting === 0,
      lines: lines.filter((line) => line.entryId === head.id).map((line) => presentLine(line, accountTitle)),
    }),
  )
  return { items, total: count?.total ?? 0, page, pageSize }
}

/** The entry balances on every screen; whose money another unit's line moves is that unit's business. */
function presentLine(
  { account, feeType, feeName, householdNo, mine, debitFen, creditFen }: Line,
  accountTitle: (account: string) => string,
) {
  return {
    account,
    title: feeType ? `${accountTitle(account.split(':')[0] ?? account)}（${feeName ?? feeTypeName(feeType)}）` : accountTitle(account),
    householdNo: householdNo === null || mine > 0 ? householdNo : maskHouseholdNo(householdNo),
    debitFen,
    creditFen,
  }
}
