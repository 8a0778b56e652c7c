import type { ImportStatistics } from '../../../../shared/contracts/exchange.ts'
import type { ReadHousehold } from './read-households.ts'

type Sum = { households: number; totalFen: number }

/** Adds up what the preview shows, household by household. */
export class StatisticsOfImport {
  #households = 0
  #areas = 0
  #gross = 0
  #billed = 0
  #computed = 0
  readonly #classes = new Map<string, { areas: number; billedMilliM2: number }>()
  readonly #arrears = new Map<string, Sum>()
  readonly #balances: Sum = { households: 0, totalFen: 0 }
  readonly #communities = new Set<string>()

  add({ input, openings, heightComputed, newCommunity }: ReadHousehold): void {
    this.#households += 1
    this.#computed += heightComputed
    if (newCommunity) this.#communities.add(input.community)
    for (const { grossMilliM2, billedMilliM2, customerClass } of input.season?.areas ?? []) {
      this.#areas += 1
      this.#gross += grossMilliM2
      this.#billed += billedMilliM2
      const of = this.#classes.get(customerClass) ?? { areas: 0, billedMilliM2: 0 }
      this.#classes.set(customerClass, { areas: of.areas + 1, billedMilliM2: of.billedMilliM2 + billedMilliM2 })
    }
    for (const { seasonCode, amountFen } of openings) {
      if (amountFen < 0) continue
      const of = this.#arrears.get(seasonCode) ?? { households: 0, totalFen: 0 }
      this.#arrears.set(seasonCode, { households: of.households + 1, totalFen: of.totalFen + amountFen })
    }
    const balanceFen = openings.reduce((sum, { amountFen }) => (amountFen < 0 ? sum - amountFen : sum), 0)
    if (balanceFen === 0) return
    this.#balances.households += 1
    this.#balances.totalFen += balanceFen
  }

  get households(): number {
    return this.#households
  }

  result(): ImportStatistics {
    const arrears = [...this.#arrears].map(([seasonCode, sum]) => ({ seasonCode, ...sum }))
    return {
      households: this.#households,
      areas: this.#areas,
      grossMilliM2: this.#gross,
      billedMilliM2: this.#billed,
      heightComputed: this.#computed,
      byClass: [...this.#classes].map(([customerClass, sum]) => ({ customerClass, ...sum })),
      arrears: arrears.toSorted((one, other) => (one.seasonCode < other.seasonCode ? -1 : 1)),
      arrearsFen: arrears.reduce((sum, { totalFen }) => sum + totalFen, 0),
      balances: { ...this.#balances },
      newCommunities: [...this.#communities].slice(0, 100),
    }
  }
}
