import type { HouseholdFilter, HouseholdSelection } from '../../../shared/contracts/households.ts'
import { inScope, scopeValues } from '../database/scope.ts'
import type { ReadUnit, Replacements } from '../database/unit-of-work.ts'
import { classifySearch, normalName } from '../modules/households/index.ts'
import type { Scope } from '../platform/caller.ts'
import { type NamedIds, namedIds } from './household-names.ts'

type Condition = { readonly join?: string; readonly where?: string; readonly values: Replacements }
export type Found = { readonly from: string; readonly values: Replacements }
export type Asked = { readonly scope: Scope; readonly today: string }

/** `households h …` with everything a filter says, for FROM; values are named. An empty filter is everything in scope. One statement at most. */
export async function householdsFound(unit: ReadUnit, { scope, today }: Asked, filter: HouseholdFilter): Promise<Found> {
  const ids = await namedIds(unit, scope.tenantId, filter)
  const conditions: Condition[] = [
    { where: inScope('h'), values: scopeValues(scope) },
    ...(filter.search ? [searched(filter.search)] : []),
    ...(filter.customerName ? [ranges('named', [{ kind: 'name', term: normalName(filter.customerName) }])] : []),
    ...named('h.org_unit_id', 'unitsBelow', ids.orgUnit),
    ...placed(filter, ids),
    ...named('h.substation_id', 'substationIds', ids.substation),
    ...named('h.paying_org_id', 'payingOrgIds', ids.payingOrg),
    ...tagged(ids.tag),
    ...Object.entries(plain).flatMap(([name, where]) => {
      const value = filter[name as keyof typeof plain]
      return value === undefined || value === '' ? [] : [{ where, values: { [name]: value } }]
    }),
    ...ofSeason(filter, ids.season),
    ...yesOrNo(filter, today),
    ...prefixed('h.household_no', 'householdNo', filter.householdNo?.toUpperCase()),
    ...prefixed('h.contract_no', 'contractNo', filter.contractNo?.toUpperCase()),
  ]
  const joins = conditions.flatMap(({ join }) => join ?? []).join(' ')
  return {
    from: `households h ${joins} WHERE ${conditions.flatMap(({ where }) => where ?? []).join(' AND ')}`,
    values: Object.assign({}, ...conditions.map((one) => one.values)),
  }
}

/** The same of a selection: what the filter finds, or of it only the named card numbers. */
export async function householdsSelected(unit: ReadUnit, asked: Asked, { filter, householdNos }: HouseholdSelection): Promise<Found> {
  const { from, values } = await householdsFound(unit, asked, filter)
  return householdNos ? { from: `${from} AND h.household_no IN (:householdNos)`, values: { ...values, householdNos } } : { from, values }
}

/** On a list on day `today`; `alias` and `kind` are ours. */
export function onList(alias: string, kind: 'black' | 'white'): string {
  return `EXISTS (SELECT 1 FROM household_lists k WHERE k.household_id = ${alias}.id AND k.list_kind = '${kind}' AND k.ended_by IS NULL
            AND k.from_on <= :today AND (k.to_on IS NULL OR k.to_on >= :today))`
}

/** The season record a row shows: that of the season asked for, else the newest. */
export function shownSeason(seasonAsked: boolean): string {
  return `(SELECT x.id FROM household_seasons x JOIN seasons s ON s.id = x.season_id
        WHERE x.household_id = h.id ${seasonAsked ? 'AND x.season_id IN (:seasonIds)' : ''} ORDER BY s.starts_on DESC LIMIT 1)`
}

const OWES = `EXISTS (SELECT 1 FROM line_balances l WHERE l.household_id = h.id AND l.open_fen > 0 AND l.payer_kind = 'resident')`
const NEWEST = `NOT EXISTS (SELECT 1 FROM household_seasons y JOIN seasons n ON n.id = y.season_id
              WHERE y.household_id = x.household_id AND n.starts_on > s.starts_on)`
/** Conditions that compare one column with what was chosen. */
const plain = {
  floor: 'h.floor = :floor',
  subType: 'h.sub_type = :subType',
  connectionType: 'h.connection_type = :connectionType',
  billingMethod: 'h.billing_method = :billingMethod',
} as const satisfies Partial<Record<keyof HouseholdFilter, string>>

/** One of the ids a name stands for; a name nobody has finds nothing. */
function named(column: string, name: string, ids: readonly number[] | undefined): Condition[] {
  if (!ids) return []
  return ids.length === 0 ? NOTHING : [{ where: `${column} IN (:${name})`, values: { [name]: ids } }]
}
const NOTHING: Condition[] = [{ where: '1 = 0', values: {} }]

function placed({ building, entrance }: HouseholdFilter, ids: NamedIds): Condition[] {
  const everywhere = (column: string, table: 'buildings' | 'entrances', name: string, value: string) => [
    { where: `${column} IN (SELECT p.id FROM ${table} p WHERE p.tenant_id = :tenantId AND p.name = :${name})`, values: { [name]: value } },
  ]
  return [
    ...named('h.community_id', 'communityIds', ids.community),
    ...(ids.building || !building
      ? named('h.building_id', 'buildingIds', ids.building)
      : everywhere('h.building_id', 'buildings', 'building', building)),
    ...(ids.entrance || !entrance
      ? named('h.entrance_id', 'entranceIds', ids.entrance)
      : everywhere('h.entrance_id', 'entrances', 'entrance', entrance)),
  ]
}

function tagged(tagIds: readonly number[] | undefined): Condition[] {
  if (!tagIds) return []
  if (tagIds.length === 0) return NOTHING
  return [{ where: 'h.id IN (SELECT g.household_id FROM household_tags g WHERE g.tag_id IN (:tagIds))', values: { tagIds } }]
}

/**
 * Season, and what a household is in the season shown; without a season named that is its newest one. The rows of the season are found first, by
 * status or class, and lead to their households: few are stopped.
 */
function ofSeason({ status, customerClass }: HouseholdFilter, seasonIds: readonly number[] | undefined): Condition[] {
  if (seasonIds?.length === 0) return NOTHING
  const values = seasonIds ? { seasonIds } : {}
  const from = seasonIds ? 'household_seasons x' : 'household_seasons x JOIN seasons s ON s.id = x.season_id'
  const shown = seasonIds ? 'x.season_id IN (:seasonIds)' : NEWEST
  const records = (what: string, more = '') =>
    `SELECT x.household_id FROM ${from} ${more} WHERE x.tenant_id = :tenantId AND ${shown} AND ${what}`
  const conditions: Condition[] = []
  if (status === 'not-connected' && !seasonIds)
    conditions.push({ where: `h.id NOT IN (${records(`x.status IN ('heating', 'stopped')`)})`, values })
  else if (status) conditions.push({ where: `h.id IN (${records('x.status = :status')})`, values: { ...values, status } })
  else if (seasonIds && !customerClass)
    conditions.push({
      where: 'EXISTS (SELECT 1 FROM household_seasons x WHERE x.household_id = h.id AND x.season_id IN (:seasonIds))',
      values,
    })
  if (customerClass)
    conditions.push({
      where: `h.id IN (${records('a.tenant_id = :tenantId AND a.customer_class = :customerClass', 'JOIN heated_areas a ON a.household_season_id = x.id')})`,
      values: { ...values, customerClass },
    })
  return conditions
}

function yesOrNo({ owed, blacklisted, cardHolder }: HouseholdFilter, today: string): Condition[] {
  const conditions: Condition[] = []
  if (owed) conditions.push({ where: `${owed === 'clear' ? 'NOT ' : ''}${OWES}`, values: {} })
  if (blacklisted) conditions.push({ where: `${blacklisted === 'no' ? 'NOT ' : ''}${onList('h', 'black')}`, values: { today } })
  if (cardHolder) conditions.push({ where: 'h.card_holder = :cardHolder', values: { cardHolder: cardHolder === 'yes' ? 1 : 0 } })
  return conditions
}

/** The range of an index from the prefix to just below the next one. */
function prefixed(column: string, name: string, prefix: string | undefined): Condition[] {
  if (!prefix) return []
  return [
    {
      where: `${column} >= :${name}From AND ${column} < :${name}Below`,
      values: { [`${name}From`]: prefix, [`${name}Below`]: prefix + HIGHEST },
    },
  ]
}

/** What reads as nothing finds nothing. */
function searched(input: string): Condition {
  const readings = classifySearch(input)
  const [nothing = { values: {} }] = NOTHING
  return readings.length === 0 ? nothing : ranges('found', readings)
}

/**
 * Each reading of what was typed is a range of one index, from the prefix to just below the next one: the embedded engine uses
 * no index for LIKE, nor for ranges joined by OR.
 */
function ranges(alias: string, readings: readonly { readonly kind: string; readonly term: string }[]): Condition {
  const range = (index: number) =>
    `SELECT household_id FROM household_search WHERE tenant_id = :tenantId AND term_kind = :${alias}Kind${index} AND term >= :${alias}From${index} AND term < :${alias}Below${index}`
  const values = Object.fromEntries(
    readings.flatMap(({ kind, term }, index) => [
      [`${alias}Kind${index}`, kind],
      [`${alias}From${index}`, term],
      [`${alias}Below${index}`, `${term}${HIGHEST}`],
    ]),
  )
  return {
    join: `JOIN (${readings.map((_, index) => range(index)).join(' UNION ')}) ${alias} ON ${alias}.household_id = h.id`,
    values,
  }
}

/** Both engines order text by code point, and no term holds this one. */
const HIGHEST = '\u{10FFFF}'
