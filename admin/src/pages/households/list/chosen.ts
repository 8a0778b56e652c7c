import type { HouseholdFilter, HouseholdSelection } from '../../../../../shared/contracts/households.ts'

/** What the person has ticked: single rows, also of other pages, or everything the filter finds. */
export type Chosen = { readonly kind: 'rows'; readonly keys: readonly string[] } | { readonly kind: 'all' }
export const nothingChosen: Chosen = { kind: 'rows', keys: [] }
/** More rows than this go by filter. */
export const rowsAtMost = 500

/** What is sent of it: the filter, never thousands of numbers. Null while nothing is ticked. */
export function selectionOf(chosen: Chosen, filter: HouseholdFilter): HouseholdSelection | null {
  if (chosen.kind === 'all') return { filter }
  return chosen.keys.length === 0 ? null : { filter, householdNos: [...chosen.keys] }
}

export function countOf(chosen: Chosen, total: number): number {
  return chosen.kind === 'all' ? total : chosen.keys.length
}
