import type { Home } from '../../../../shared/contracts/residents.ts'

/** One payment covers up to ten homes. */
const most = 10

/**
 * Card numbers that can go into one payment: homes that owe, of one company (an order never crosses it), without an open order of one's own.
 * Homes of several companies: those of the company with most of them.
 */
export function payableTogether(homes: readonly Home[]): readonly string[] {
  const byCompany = new Map<string, string[]>()
  for (const home of homes) {
    if (home.owedFen <= 0 || home.openOrder?.mine) continue
    byCompany.set(home.company, [...(byCompany.get(home.company) ?? []), home.householdNo])
  }
  let largest: readonly string[] = []
  byCompany.forEach((householdNos) => {
    if (householdNos.length > largest.length) largest = householdNos
  })
  return largest.slice(0, most)
}
