import type { HouseholdQuote } from '../../../../../shared/contracts/billing.ts'
import type { Home } from '../../../../../shared/contracts/residents.ts'
import { getQuote } from '../../../api/billing.ts'
import { listHomes } from '../../../api/residents.ts'
import { platform } from '../../../platform/index.ts'

export interface Owed {
  readonly lines: readonly { readonly home: Home; readonly quote: HouseholdQuote }[]
  readonly totalFen: number
  readonly canPay: boolean
}

/** Fresh quotes of the homes to be paid, those that owe nothing any more left out. */
export async function whatIsOwed(householdNos: readonly string[]): Promise<Owed> {
  const [homes, quotes, canPay] = await Promise.all([listHomes(), Promise.all(householdNos.map(getQuote)), platform.canPay()])
  const lines = quotes.flatMap((quote) => {
    const home = homes.find(({ householdNo }) => householdNo === quote.householdNo)
    return home && quote.totalFen > 0 ? [{ home, quote }] : []
  })
  return { lines, totalFen: lines.reduce((sum, { quote }) => sum + quote.totalFen, 0), canPay }
}
