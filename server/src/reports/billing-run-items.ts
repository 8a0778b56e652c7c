import type { RunExportQuery, RunItem, RunItemQuery } from '../../../shared/contracts/billing/runs.ts'
import type { Page } from '../../../shared/contracts/fields.ts'
import { maskName } from '../../../shared/format/mask.ts'
import type { RunSelection } from '../../../shared/format/run-selections.ts'
import type { Database } from '../database/database.ts'
import { beginsWith, ESCAPED } from '../database/like.ts'
import type { Replacements } from '../database/unit-of-work.ts'

/** What people look for in a run, as conditions on its items. Integers only: thirty per cent is 130 to 100. */
export const selectionSql: Readonly<Record<RunSelection, string>> = {
  all: '1 = 1',
  billed: `i.state = 'done'`,
  refused: `i.state = 'skipped'`,
  'no-area': `NOT EXISTS (SELECT 1 FROM heated_areas a WHERE a.household_season_id = i.household_season_id)`,
  'zero-area': 'i.billed_milli_m2 = 0',
  'zero-amount': `i.state = 'done' AND i.amount_fen = 0`,
  up: `i.state = 'done' AND i.compared_fen > 0 AND i.amount_fen * 100 > i.compared_fen * 130`,
  down: `i.state = 'done' AND i.compared_fen > 0 AND i.amount_fen * 100 < i.compared_fen * 70`,
  highest: `i.state = 'done'`,
  lowest: `i.state = 'done' AND i.amount_fen > 0`,
  new: `i.verdict = 'new'`,
  changed: `i.verdict = 'changed'`,
  gone: `i.verdict = 'gone'`,
  correcting: `i.verdict = 'correcting'`,
  corrected: `i.verdict = 'corrected'`,
  kept: `i.verdict = 'kept'`,
  same: `i.verdict = 'same'`,
}
const EXTREMES = 20

/** Whose run it is has been asked before: here the run is named by its id. */
type OfRun = { readonly tenantId: number; readonly runId: number }
type Row = RunItem & { readonly customerKind: 'person' | 'firm' }

/** The households of a run, by card number; the highest and lowest by amount. Two statements whatever the page holds. */
export function listRunItems(database: Database) {
  return (of: OfRun, query: RunItemQuery): Promise<Page<RunItem>> => {
    const { page, pageSize, show } = query
    const { where, values } = conditionOf(of, query)
    return database.read(async (unit) => {
      const [count] = await unit.select<{ total: number }>(`SELECT COUNT(*) AS total FROM ${ITEMS} WHERE ${where}`, values)
      const extreme = show === 'highest' || show === 'lowest'
      const total = extreme ? Math.min(EXTREMES, count?.total ?? 0) : (count?.total ?? 0)
      const skip = (page - 1) * pageSize
      const size = extreme ? Math.max(0, Math.min(pageSize, EXTREMES - skip)) : pageSize
      const rows = await unit.select<Row>(`${ITEM} WHERE ${where} ORDER BY ${orderOf(show)} LIMIT :size OFFSET :skip`, {
        ...values,
        size,
        skip,
      })
      return { items: rows.map(masked), total, page, pageSize }
    })
  }
}

const ROWS_AT_ONCE = 500

/** The same households, all of them, a page at a time from the last card number on. */
export function walkRunItems(database: Database) {
  return async function* (of: OfRun, query: RunExportQuery): AsyncGenerator<RunItem> {
    if (query.show === 'highest' || query.show === 'lowest') {
      yield* (await listRunItems(database)(of, { ...query, page: 1, pageSize: EXTREMES })).items
      return
    }
    const { where, values } = conditionOf(of, query)
    const sql = `${ITEM} WHERE ${where} AND h.household_no > :after ORDER BY h.household_no LIMIT :size`
    for (let after = ''; ; ) {
      const rows = await database.read((unit) => unit.select<Row>(sql, { ...values, after, size: ROWS_AT_ONCE }))
      yield* rows.map(masked)
      const last = rows.at(-1)
      if (rows.length < ROWS_AT_ONCE || !last) return
      after = last.householdNo
    }
  }
}

const ITEMS = 'billing_run_items i JOIN households h ON h.id = i.household_id JOIN org_units u ON u.id = h.org_unit_id'
const ITEM = `SELECT h.household_no AS householdNo, c.name AS customerName, c.customer_kind AS customerKind, h.address, u.name AS orgUnit, i.state,
    i.amount_fen AS amountFen, i.billed_milli_m2 AS billedMilliM2, i.compared_fen AS comparedFen, i.verdict, i.reason
  FROM ${ITEMS} JOIN customers c ON c.id = h.customer_id`

function orderOf(show: RunSelection): string {
  return show === 'highest' ? 'i.amount_fen DESC, h.household_no' : show === 'lowest' ? 'i.amount_fen, h.household_no' : 'h.household_no'
}

function conditionOf({ tenantId, runId }: OfRun, query: RunExportQuery): { readonly where: string; readonly values: Replacements } {
  const { show, search, orgUnit, reason, fromFen, belowFen } = query
  const asked: readonly (readonly [string, Replacements] | null)[] = [
    [`i.tenant_id = :tenantId AND i.run_id = :runId AND ${selectionSql[show]}`, { tenantId, runId }],
    search ? [`h.household_no LIKE :search ${ESCAPED}`, { search: beginsWith(search.toUpperCase()) }] : null,
    orgUnit ? ['u.code = :orgUnit', { orgUnit: orgUnit.toUpperCase() }] : null,
    reason ? ['i.reason = :reason', { reason }] : null,
    fromFen === undefined ? null : [`i.state = 'done' AND i.amount_fen >= :fromFen`, { fromFen }],
    belowFen === undefined ? null : [`i.state = 'done' AND i.amount_fen < :belowFen`, { belowFen }],
  ]
  const conditions = asked.flatMap((one) => (one === null ? [] : [one]))
  return { where: conditions.map(([sql]) => sql).join(' AND '), values: Object.assign({}, ...conditions.map(([, values]) => values)) }
}

/** A firm's name is no personal data. */
function masked({ customerKind, ...row }: Row): RunItem {
  return { ...row, customerName: customerKind === 'firm' ? row.customerName : maskName(row.customerName) }
}
