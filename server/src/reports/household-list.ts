import type { Page } from '../../../shared/contracts/fields.ts'
import type { HouseholdQuery } from '../../../shared/contracts/households.ts'
import type { Database } from '../database/database.ts'
import { inScope, scopeValues } from '../database/scope.ts'
import type { Replacements } from '../database/unit-of-work.ts'
import { classifySearch, type HouseholdStatus } from '../modules/households/index.ts'
import type { Scope } from '../platform/caller.ts'

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
}

type Condition = { readonly join?: string; readonly where?: string; readonly values: Replacements }

/**
 * Households of the scope with what they owe, by card number. Two statements whatever the page holds: the count, and the page
 * with areas, owed and balance. Status and areas are those of the season asked for, else of the newest one.
 */
export function listHouseholds(database: Database) {
  return async ({ scope }: { readonly scope: Scope }, query: HouseholdQuery): Promise<Page<ListedHousehold>> => {
    const { page, pageSize } = query
    const { from, values } = conditionOf(scope, query)
    return database.read(async (unit) => {
      const [count] = await unit.select<{ total: number }>(`SELECT COUNT(*) AS total FROM ${from}`, values)
      const items = await unit.select<ListedHousehold>(pageOf(from, query.seasonCode !== undefined), {
        ...values,
        size: pageSize,
        skip: (page - 1) * pageSize,
      })
      return { items, total: count?.total ?? 0, page, pageSize }
    })
  }
}

const ROWS_AT_ONCE = 500

/** The same households in the same order, all of them: a page at a time from the last card number on, so that none is counted through again. */
export function walkHouseholds(database: Database) {
  return async function* (
    { scope }: { readonly scope: Scope },
    query: Omit<HouseholdQuery, 'page' | 'pageSize'>,
  ): AsyncGenerator<ListedHousehold> {
    const { from, values } = conditionOf(scope, { ...query, page: 1, pageSize: 1 })
    const sql = pageOf(`${from} AND h.household_no > :after`, query.seasonCode !== undefined)
    for (let after = ''; ; ) {
      const rows = await database.read((unit) => unit.select<ListedHousehold>(sql, { ...values, after, size: ROWS_AT_ONCE, skip: 0 }))
      yield* rows
      const last = rows.at(-1)
      if (rows.length < ROWS_AT_ONCE || !last) return
      after = last.householdNo
    }
  }
}

/** The page's ids first, by index alone; everything else is looked up for those few. */
function pageOf(from: string, ofSeason: boolean): string {
  return `SELECT h.household_no AS householdNo, c.customer_kind AS customerKind, c.name AS customerName, c.phone AS customerPhone,
      h.address, u.name AS orgUnit, m.name AS community,
      hs.status, COALESCE((SELECT SUM(a.billed_milli_m2) FROM heated_areas a WHERE a.household_season_id = hs.id), 0) AS billedMilliM2,
      COALESCE((SELECT SUM(l.open_fen) FROM line_balances l WHERE l.household_id = h.id AND l.open_fen > 0 AND l.payer_kind = 'resident'), 0) AS owedFen,
      COALESCE((SELECT b.balance_fen FROM household_balances b WHERE b.id = h.id), 0) AS balanceFen
    FROM (SELECT h.id FROM ${from} ORDER BY h.household_no LIMIT :size OFFSET :skip) few
      JOIN households h ON h.id = few.id JOIN customers c ON c.id = h.customer_id JOIN org_units u ON u.id = h.org_unit_id
      JOIN communities m ON m.id = h.community_id
      LEFT JOIN household_seasons hs ON hs.id = (
        SELECT x.id FROM household_seasons x JOIN seasons s ON s.id = x.season_id
        WHERE x.household_id = h.id ${ofSeason ? 'AND s.code = :seasonCode' : ''} ORDER BY s.starts_on DESC LIMIT 1)
    ORDER BY h.household_no`
}

function conditionOf(
  scope: Scope,
  { search, seasonCode, owed, orgUnit }: HouseholdQuery,
): { readonly from: string; readonly values: Replacements } {
  const conditions: Condition[] = [{ where: inScope('h'), values: scopeValues(scope) }]
  if (search) conditions.push(searched(search))
  if (seasonCode)
    conditions.push({
      where: `EXISTS (SELECT 1 FROM household_seasons x WHERE x.household_id = h.id
            AND x.season_id IN (SELECT s.id FROM seasons s WHERE s.tenant_id = :tenantId AND s.code = :seasonCode))`,
      values: { seasonCode },
    })
  if (owed)
    conditions.push({
      where: `${owed === 'clear' ? 'NOT ' : ''}EXISTS (SELECT 1 FROM line_balances l WHERE l.household_id = h.id AND l.open_fen > 0 AND l.payer_kind = 'resident')`,
      values: {},
    })
  if (orgUnit)
    conditions.push({
      where: `EXISTS (SELECT 1 FROM org_unit_ancestors below JOIN org_units top ON top.id = below.ancestor_id
            WHERE below.unit_id = h.org_unit_id AND top.tenant_id = :tenantId AND top.code = :orgUnit)`,
      values: { orgUnit: orgUnit.toUpperCase() },
    })
  const joins = conditions.flatMap(({ join }) => join ?? []).join(' ')
  return {
    from: `households h ${joins} WHERE ${conditions.flatMap(({ where }) => where ?? []).join(' AND ')}`,
    values: Object.assign({}, ...conditions.map((one) => one.values)),
  }
}

/**
 * Each reading of what was typed is a range of one index, from the prefix to just below the next one: the embedded engine uses
 * no index for LIKE, nor for ranges joined by OR. What reads as nothing finds nothing.
 */
function searched(input: string): Condition {
  const readings = classifySearch(input)
  if (readings.length === 0) return { where: '1 = 0', values: {} }
  const range = (index: number) =>
    `SELECT household_id FROM household_search WHERE tenant_id = :tenantId AND term_kind = :kind${index} AND term >= :from${index} AND term < :below${index}`
  const values = Object.fromEntries(
    readings.flatMap(({ kind, term }, index) => [
      [`kind${index}`, kind],
      [`from${index}`, term],
      [`below${index}`, `${term}${HIGHEST}`],
    ]),
  )
  return {
    join: `JOIN (${readings.map((_, index) => range(index)).join(' UNION ')}) found ON found.household_id = h.id`,
    values,
  }
}

/** Both engines order text by code point, and no term holds this one. */
const HIGHEST = '\u{10FFFF}'
