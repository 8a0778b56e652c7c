import type { HouseholdOptions, OptionsQuery } from '../../../shared/contracts/households.ts'
import { householdWordKinds, knownHouseholdWords } from '../../../shared/format/household-words.ts'
import { knownCustomerClasses } from '../../../shared/format/names.ts'
import type { Database } from '../database/database.ts'
import { inScope, scopeValues } from '../database/scope.ts'
import type { Scope } from '../platform/caller.ts'

/**
 * What the drop-downs of the search form and of the record offer: places of the caller's units (buildings of the community chosen, entrances of
 * the building chosen), and the company's words behind the usual ones. Small tables each.
 */
export function readHouseholdOptions(database: Database) {
  return ({ scope }: { readonly scope: Scope }, { community, building }: OptionsQuery): Promise<HouseholdOptions> =>
    database.read(async (unit) => {
      const values = { ...scopeValues(scope), community: community ?? '', building: building ?? '' }
      const names = async (sql: string) => (await unit.select<{ name: string }>(sql, values)).map(({ name }) => name)
      const below = `JOIN communities c ON c.id = b.community_id WHERE ${inScope('c')} AND c.name = :community`
      const words = await unit.select<{ kind: string; word: string }>(
        'SELECT word_kind AS kind, word FROM household_words WHERE tenant_id = :tenantId ORDER BY word_kind, word LIMIT 2000',
        values,
      )
      const inUse = (column: 'customer_class' | 'price_type') =>
        names(`SELECT DISTINCT ${column} AS name FROM rules WHERE tenant_id = :tenantId AND ${column} <> '*' ORDER BY ${column}`)
      return {
        communities: await names(`SELECT DISTINCT c.name FROM communities c WHERE ${inScope('c')} ORDER BY c.name LIMIT 2000`),
        buildings: community ? await names(`SELECT DISTINCT b.name FROM buildings b ${below} ORDER BY b.name LIMIT 500`) : [],
        entrances: building
          ? await names(
              `SELECT DISTINCT e.name FROM entrances e JOIN buildings b ON b.id = e.building_id ${below} AND b.name = :building ORDER BY e.name LIMIT 100`,
            )
          : [],
        substations: await names(`SELECT DISTINCT c.name FROM substations c WHERE ${inScope('c')} ORDER BY c.name LIMIT 1000`),
        payingOrgs: await names('SELECT name FROM paying_orgs WHERE tenant_id = :tenantId ORDER BY name LIMIT 1000'),
        tags: await names('SELECT name FROM tags WHERE tenant_id = :tenantId ORDER BY name LIMIT 500'),
        customerClasses: merged(
          knownCustomerClasses.map(({ code }) => code),
          await inUse('customer_class'),
        ),
        priceTypes: merged(['按面积'], await inUse('price_type')),
        words: Object.fromEntries(
          householdWordKinds.map((kind) => [
            kind,
            merged(
              knownHouseholdWords[kind],
              words.filter((one) => one.kind === kind).map(({ word }) => word),
            ),
          ]),
        ),
      }
    })
}

function merged(usual: readonly string[], own: readonly string[]): string[] {
  return [...new Set([...usual, ...own])]
}
