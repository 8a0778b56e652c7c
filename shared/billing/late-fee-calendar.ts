import { addDays, daysBetween, type LocalDay } from '../calendar/local-day.ts'
import type { Fen } from '../money/fen.ts'
import { accrueOnPrincipals, type PrincipalsInput } from './late-fee.ts'

/** What one day adds to the late fee. Days that add nothing before the first and after the last that does are left out. */
export type LateFeeDay = {
  readonly on: LocalDay
  /** Whole fen: what is owed after this day less what was owed before it, so that the days add up to the fee. */
  readonly addedFen: Fen
  readonly sumFen: Fen
  readonly held: boolean
}

/**
 * 违约金逐日计收: the accrual of `accrueOnPrincipals` up to `asOf`, day by day, for the page and the statement that show it. Its last sum is that fee.
 * Throws RangeError when it would be more than `mostDays` days.
 */
export function lateFeeDays(input: PrincipalsInput, mostDays = 4_000): LateFeeDay[] {
  const { principals, accruedThrough, asOf, holds } = input
  const firstDue = principals.map(({ dueOn }) => dueOn).sort()[0]
  if (firstDue === undefined) return []
  const start = accruedThrough !== null && accruedThrough > firstDue ? accruedThrough : firstDue
  const count = daysBetween(start, asOf)
  if (count > mostDays) throw new RangeError(`${count} days of late fee are more than ${mostDays}`)
  const days: LateFeeDay[] = []
  let beforeFen = 0
  for (let number = 1; number <= count; number++) {
    const on = addDays(start, number)
    const sumFen = accrueOnPrincipals({ ...input, asOf: on }).amountFen
    const held = holds.some(({ from, to }) => from <= on && (to === null || on <= to))
    days.push({ on, addedFen: sumFen - beforeFen, sumFen, held })
    beforeFen = sumFen
  }
  const adds = ({ addedFen }: LateFeeDay) => addedFen !== 0
  return days.slice(days.findIndex(adds) === -1 ? days.length : days.findIndex(adds), days.findLastIndex(adds) + 1)
}
