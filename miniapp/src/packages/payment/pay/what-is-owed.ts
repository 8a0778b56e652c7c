import type { Home, ResidentQuote } from '../../../../../shared/contracts/residents.ts'
import { getQuote } from '../../../api/billing.ts'
import { getPayWays } from '../../../api/payments.ts'
import { listHomes } from '../../../api/residents.ts'
import { type PayWay, platform, type Words } from '../../../platform/index.ts'
import { waysOfAll } from './ways-of-all.ts'

/** What would be paid one way: a discount may belong to the channel. */
export interface Choice {
  readonly way: PayWay
  readonly householdNos: readonly string[]
  readonly totalFen: number
}

export interface Owed {
  readonly lines: readonly { readonly home: Home; readonly quote: ResidentQuote }[]
  readonly totalFen: number
  /** The first is the one whose amounts stand in `lines`. */
  readonly choices: readonly Choice[]
  /** What to say when there is no choice. */
  readonly otherwise: Words
}

/** Fresh quotes of the homes to be paid, those that owe nothing any more left out, and how they can be paid from here. */
export async function whatIsOwed(householdNos: readonly string[]): Promise<Owed> {
  const [homes, offered] = await Promise.all([listHomes(), Promise.all(householdNos.map(getPayWays))])
  const { usable, otherwise } = await platform.payWays(waysOfAll(offered))
  const channels = [...new Set(usable.map(({ channel }) => channel))]
  const [first, ...others] = await Promise.all((channels.length > 0 ? channels : [null]).map((channel) => quotesBy(householdNos, channel)))
  const quotesOf = new Map([first, ...others].map((quotes, index) => [channels[index], quotes ?? []]))
  const lines = (first ?? []).flatMap((quote) => {
    const home = homes.find(({ householdNo }) => householdNo === quote.householdNo)
    return home ? [{ home, quote }] : []
  })
  const choices = usable.map((way) => {
    const quotes = quotesOf.get(way.channel) ?? []
    return { way, householdNos: quotes.map(({ householdNo }) => householdNo), totalFen: sumOf(quotes) }
  })
  return { lines, totalFen: sumOf(first ?? []), choices, otherwise }
}

async function quotesBy(householdNos: readonly string[], channel: PayWay['channel'] | null): Promise<readonly ResidentQuote[]> {
  const quotes = await Promise.all(householdNos.map((householdNo) => getQuote(householdNo, channel)))
  return quotes.filter(({ totalFen }) => totalFen > 0)
}

function sumOf(quotes: readonly ResidentQuote[]): number {
  return quotes.reduce((sum, { totalFen }) => sum + totalFen, 0)
}
