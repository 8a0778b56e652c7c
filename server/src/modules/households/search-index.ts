import type { Unit } from '../../database/unit-of-work.ts'
import { householdSearch } from './household.model.ts'
import type { EditableHousehold } from './household-record.repository.ts'
import { dropSearchTerms, insertAllSearchTerms } from './households.repository.ts'
import { searchTerms } from './search-terms.ts'

/** How many ids of search terms so many households need. */
export function idsForSearch(count: number): Readonly<Record<string, number>> {
  return { [householdSearch.name]: 7 * count }
}

/** Makes these households findable by what they are now. */
export async function reindex(unit: Unit, tenantId: number, households: readonly EditableHousehold[]): Promise<void> {
  await dropSearchTerms(
    unit,
    tenantId,
    households.map(({ id }) => id),
  )
  await insertAllSearchTerms(
    unit,
    tenantId,
    households.map(({ id, ...household }) => ({ householdId: id, terms: searchTerms(household) })),
  )
}
