import type { Home } from '../../../../shared/contracts/residents.ts'

/** One payment covers up to ten homes. */
const most = 10

/** Homes that can go into one payment: an order never crosses the one who collects by law. */
export interface PayableTogether {
  readonly payee: string
  readonly householdNos: readonly string[]
  readonly totalFen: number
}

/** Homes that owe and have no open order of one's own, by who collects; those of each in the order they are shown, ten at most. */
export function payableTogether(homes: readonly Home[]): readonly PayableTogether[] {
  const groups = new Map<string, Home[]>()
  for (const home of homes) {
    if (home.owedFen <= 0 || home.openOrder?.mine) continue
    const key = `${home.company} ${home.payee}`
    groups.set(key, [...(groups.get(key) ?? []), home])
  }
  return Array.from(groups.values(), (group) => {
    const some = group.slice(0, most)
    return {
      payee: some[0]?.payee ?? '',
      householdNos: some.map(({ householdNo }) => householdNo),
      totalFen: some.reduce((sum, { owedFen }) => sum + owedFen, 0),
    }
  })
}
