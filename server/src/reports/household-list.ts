import type { Page } from '../../../shared/contracts/fields.ts'
import type { HouseholdQuery, HouseholdSelection } from '../../../shared/contracts/households.ts'
import type { Database } from '../database/database.ts'
import type { HouseholdStatus } from '../modules/households/index.ts'
import type { Scope } from '../platform/caller.ts'
import type { Clock } from '../platform/clock.ts'
import { householdsFound, householdsSelected, onList, shownSeason } from './household-conditions.ts'

/** One row of the list; name and phone are whole, the presenter masks them. */
export type ListedHousehold = {
  readonly householdNo: string
  readonly customerKind: 'person' | 'firm'
  readonly customerName: string
  readonly customerPhone: string | null
  readonly address: string
  readonly orgUnit: string
  readonly community: string
  readonly status: HouseholdStatus | null
  readonly billedMilliM2: number
  readonly owedFen: number
  readonly balanceFen: number
  readonly subType: string | null
  readonly substation: string | null
  readonly payingOrg: string | null
  readonly contractNo: string | null
  readonly blacklisted: 0 | 1
}
export type ListedWithTags = ListedHousehold & { readonly tags: readonly string[] }
/** One for each tag. */
type Row = ListedHousehold & { readonly tag: string | null }

export type Listing = { readonly database: Database; readonly clock: Clock }
type Seer = { readonly scope: Scope }

/**
 * Households of the scope with what they owe, by card number. Two statements whatever the page holds: the count, and the page with areas, owed,
 * balance and tags; one more before them where the filter names things. Status and areas are those of the season asked for, else of the newest one.
 */
export function listHouseholds({ database, clock }: Listing) {
  return async ({ scope }: Seer, query: HouseholdQuery): Promise<Page<ListedWithTags>> => {
    const { page, pageSize } = query
    const today = clock.today()
    return database.read(async (unit) => {
      const { from, values } = await householdsFound(unit, { scope, today }, query)
      const [count] = await unit.select<{ total: number }>(`SELECT COUNT(*) AS total FROM ${from}`, values)
      const rows = await unit.select<Row>(pageOf(from, 'seasonIds' in values), {
        ...values,
        today,
        size: pageSize,
        skip: (page - 1) * pageSize,
      })
      return { items: withTags(rows), total: count?.total ?? 0, page, pageSize }
    })
  }
}

const ROWS_AT_ONCE = 500

/** The selected households in the order of the list, all of them: a page at a time from the last card number on, so that none is counted through again. */
export function walkHouseholds({ database, clock }: Listing) {
  return async function* ({ scope }: Seer, selection: HouseholdSelection): AsyncGenerator<ListedWithTags> {
    const today = clock.today()
    const { from, values } = await database.read((unit) => householdsSelected(unit, { scope, today }, selection))
    const sql = pageOf(`${from} AND h.household_no > :after`, 'seasonIds' in values)
    for (let after = ''; ; ) {
      const rows = withTags(await database.read((unit) => unit.select<Row>(sql, { ...values, today, after, size: ROWS_AT_ONCE, skip: 0 })))
      yield* rows
      const last = rows.at(-1)
      if (rows.length < ROWS_AT_ONCE || !last) return
      after = last.householdNo
    }
  }
}

/** The page's ids first, by index alone; everything else is looked up for those few. */
function pageOf(from: string, seasonAsked: boolean): string {
  return `SELECT h.household_no AS householdNo, c.customer_kind AS customerKind, c.name AS customerName, c.phone AS customerPhone,
      h.address, u.name AS orgUnit, m.name AS community,
      hs.status, COALESCE((SELECT SUM(a.billed_milli_m2) FROM heated_areas a WHERE a.household_season_id = hs.id), 0) AS billedMilliM2,
      COALESCE((SELECT SUM(l.open_fen) FROM line_balances l WHERE l.household_id = h.id AND l.open_fen > 0 AND l.payer_kind = 'resident'), 0) AS owedFen,
      COALESCE((SELECT b.balance_fen FROM household_balances b WHERE b.id = h.id), 0) AS balanceFen,
      h.sub_type AS subType, p.name AS substation, o.name AS payingOrg, h.contract_no AS contractNo,
      CASE WHEN ${onList('h', 'black')} THEN 1 ELSE 0 END AS blacklisted, t.name AS tag
    FROM (SELECT h.id FROM ${from} ORDER BY h.household_no LIMIT :size OFFSET :skip) few
      JOIN households h ON h.id = few.id JOIN customers c ON c.id = h.customer_id JOIN org_units u ON u.id = h.org_unit_id
      JOIN communities m ON m.id = h.community_id
      LEFT JOIN substations p ON p.id = h.substation_id LEFT JOIN paying_orgs o ON o.id = h.paying_org_id
      LEFT JOIN household_seasons hs ON hs.id = ${shownSeason(seasonAsked)}
      LEFT JOIN household_tags g ON g.household_id = h.id LEFT JOIN tags t ON t.id = g.tag_id
    ORDER BY h.household_no, t.name`
}

/** Each household once, with its tags. */
function withTags(rows: readonly Row[]): ListedWithTags[] {
  const found = new Map<string, ListedWithTags & { tags: string[] }>()
  for (const { tag, ...row } of rows) {
    const household = found.get(row.householdNo) ?? { ...row, tags: [] }
    if (tag !== null) household.tags.push(tag)
    found.set(row.householdNo, household)
  }
  return [...found.values()]
}
