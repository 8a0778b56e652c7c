import type { Discounts } from '../../../../shared/billing/season-discount.ts'
import { type Settlement, settleQuote } from '../../../../shared/billing/settle-quote.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { type BalanceSource, listBalanceSources } from './account.repository.ts'
import { type Account, quoteAccount } from './account.ts'
import { applySettlement } from './apply-settlement.ts'
import type { PostingBatch } from './posting-batch.ts'

/** The channel of money no payment of ours brought: a discount for one channel alone is not for it. */
const BALANCE = 'balance'

export type BalanceUse = {
  /** Seasons whose discount this money may earn; all when absent. */
  readonly discountSeasons?: readonly string[]
}

/**
 * 余额抵缴: pays the household's open lines, oldest first, from its balance, at the value date of the payment the balance came
 * from; where it pays everything it earns the discount as that payment would have. `account` must hold the lines as they stand in the
 * batch, new ones included. Answers the fen used.
 */
export async function useBalance(unit: Unit, batch: PostingBatch, account: Account, use: BalanceUse = {}): Promise<number> {
  if (account.balanceFen === 0) return 0
  let usedFen = 0
  let now = account
  for (const source of await listBalanceSources(unit, account.householdId)) {
    const { paymentId, valueOn, leftFen } = source
    const quote = quoteFor(now, source, use)
    const paidFen = Math.min(leftFen, quote.totalFen)
    if (paidFen === 0) continue
    const settlement = settleQuote({
      quoted: quote.items,
      linesNow: now.lines,
      lateFeeRules: now.lateFeeRules,
      paidFen,
      withinPromise: true,
      asOf: valueOn,
    })
    const balanceMoveId = batch.takeFromBalance(account.householdId, paidFen - settlement.remainderFen, paymentId)
    applySettlement(batch, now, settlement, { balanceMoveId })
    usedFen += paidFen - settlement.remainderFen
    now = afterSettlement(now, settlement, batch)
  }
  return usedFen
}

/** With the discount only where the money pays all that is open then; whoever leaves anything open has paid in part. */
function quoteFor(account: Account, { valueOn, channel, leftFen }: BalanceSource, { discountSeasons }: BalanceUse) {
  const rules = Object.entries(account.discountRules).filter(([seasonCode]) => discountSeasons?.includes(seasonCode) ?? true)
  const issued = account.lines.map(({ seasonCode, issuedOn }) => [seasonCode, issuedOn > valueOn ? issuedOn : valueOn] as const)
  const discounts: Discounts = { rules: Object.fromEntries(rules), channel: channel ?? BALANCE, paidOn: Object.fromEntries(issued) }
  const whole = quoteAccount(account, valueOn, discounts)
  return leftFen >= whole.totalFen ? whole : quoteAccount(account, valueOn, null)
}

/** The account as the next source finds it: less is open, and late fee just posted is neither accrued nor forgotten again. */
function afterSettlement(account: Account, settlement: Settlement, batch: PostingBatch): Account {
  const posted = new Map(settlement.lateFeeLines.map((line) => [line.seasonCode, line]))
  return {
    ...account,
    lines: account.lines.map((line) => {
      const lateFee = posted.get(line.seasonCode)
      const state = lateFee
        ? { ...line.lateFee, postedFen: line.lateFee.postedFen + lateFee.amountFen, accruedThrough: lateFee.throughOn }
        : line.lateFee
      return { ...line, openFen: batch.openFen(line.lineId), lateFee: state }
    }),
  }
}
