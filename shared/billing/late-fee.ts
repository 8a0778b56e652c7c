import { addDays, type LocalDay, laterOf } from '../calendar/local-day.ts'
import type { Fen } from '../money/fen.ts'
import { fraction, sum } from '../money/fraction.ts'
import { round } from '../money/round.ts'
import type { LateFeeCap, LateFeeTerms } from '../tariff/kinds/late-fee.ts'
import type { Step } from '../tariff/step.ts'
import { countLateDays, type LateFeeHold } from './late-days.ts'

export type { LateFeeCap, LateFeeParams, LateFeeTerms } from '../tariff/kinds/late-fee.ts'
export type { LateFeeHold } from './late-days.ts'

/** What has become of the late fee of one household and season so far. */
export type LateFeeState = {
  /** Late fee already posted, before any waiver of it; lines reversed again do not count. Uses up the cap. */
  readonly postedFen: Fen
  /** `through_on` of the last posted accrual: days up to it never count again. */
  readonly accruedThrough: LocalDay | null
  readonly holds: readonly LateFeeHold[]
}

/** Open principal of one due day; `totalFen` is all that was due on it, the base of a rate of the season's total. */
export type LatePrincipal = { readonly dueOn: LocalDay; readonly openFen: Fen; readonly totalFen?: Fen }

export type LateFeeAccrual = {
  readonly amountFen: Fen
  /** The next accrual starts the day after. */
  readonly throughOn: LocalDay
  /** Late days of the oldest due day, held days left out. */
  readonly days: number
  readonly steps: readonly Step[]
}

export type LateFeeInput = LateFeeState & {
  readonly rule: LateFeeTerms
  readonly principalOpenFen: Fen
  /** The season's charged principal, waivers and discounts taken off, payments not: what the cap is a share of. */
  readonly principalTotalFen: Fen
  readonly asOf: LocalDay
}

/** The late fee not yet posted, of one due day: that of the rule. */
export function accrueLateFee({ principalOpenFen, ...rest }: LateFeeInput): LateFeeAccrual {
  return accrueOnPrincipals({
    ...rest,
    principals: [{ dueOn: rest.rule.dueOn, openFen: principalOpenFen, totalFen: rest.principalTotalFen }],
  })
}

export type PrincipalsInput = Omit<LateFeeInput, 'principalOpenFen'> & { readonly principals: readonly LatePrincipal[] }
/** All but the rule that a late fee was computed from: stored with its line, so that anyone can compute it again. */
export type LateFeeFacts = Omit<PrincipalsInput, 'rule'> & {
  /** The fee was cut to what a quote had promised. */
  readonly promisedFen?: Fen
}

/** The same again from stored facts. */
export function accrueAgain(rule: LateFeeTerms, { promisedFen, ...facts }: LateFeeFacts): LateFeeAccrual {
  const accrual = accrueOnPrincipals({ rule, ...facts })
  return promisedFen === undefined ? accrual : cutToPromise(accrual, promisedFen)
}

/** A fee cut to what was promised says so. */
export function cutToPromise(accrual: LateFeeAccrual, promisedFen: Fen): LateFeeAccrual {
  if (accrual.amountFen <= promisedFen) return accrual
  const step = { code: 'late-fee-promised', values: { amountFen: promisedFen } }
  return { ...accrual, amountFen: promisedFen, steps: [...accrual.steps, step] }
}

/**
 * The same for principal due on several days, whose own due days take the place of the rule's: exact sum, rounded once half-up to fen, then capped
 * so that posted and accrued together never pass the cap. Never negative, also when the cap has fallen below what is posted.
 * No compounding: late fee is never part of the principal.
 */
export function accrueOnPrincipals(input: PrincipalsInput): LateFeeAccrual {
  const { rule, principals, principalTotalFen, postedFen, accruedThrough, asOf, holds } = input
  const throughOn = accruedThrough === null ? asOf : laterOf(accruedThrough, asOf)
  const parts = principals.flatMap(({ dueOn, openFen, totalFen }) => {
    const lastFree = addDays(dueOn, rule.graceDays)
    const after = accruedThrough === null ? lastFree : laterOf(accruedThrough, lastFree)
    const { days, heldDays } = countLateDays(after, asOf, holds)
    if (days === 0 || openFen <= 0) return []
    const values = { openFen, dueOn, fromOn: addDays(after, 1), throughOn: asOf, days, heldDays, dailyRatePpm: rule.dailyRatePpm }
    if (rule.base === 'unpaid') return [{ days, exact: dayFee(openFen, rule.dailyRatePpm, days), step: { code: 'late-fee-days', values } }]
    const baseFen = Math.max(openFen, totalFen ?? openFen)
    const step = { code: 'late-fee-days-of-total', values: { baseFen, ...values } }
    return [{ days, exact: dayFee(baseFen, rule.dailyRatePpm, days), step }]
  })
  const days = Math.max(0, ...parts.map((part) => part.days))
  const uncappedFen = round(sum(parts.map(({ exact }) => exact)), 'half-up', 'fen')
  if (uncappedFen === 0) return { amountFen: 0, throughOn, days, steps: [] }

  const steps: Step[] = [...parts.map(({ step }) => step), { code: 'late-fee-sum', values: { amountFen: uncappedFen } }]
  const share = capShare(rule.cap)
  if (share === null) return { amountFen: uncappedFen, throughOn, days, steps }
  const capFen = round(fraction(BigInt(principalTotalFen) * BigInt(share.num), share.den), 'truncate', 'fen')
  const amountFen = Math.max(0, Math.min(uncappedFen, capFen - postedFen))
  if (amountFen < uncappedFen) steps.push({ code: 'late-fee-cap', values: { ...share, principalTotalFen, capFen, postedFen, amountFen } })
  return { amountFen, throughOn, days, steps }
}

/** In fen, exact. */
function dayFee(baseFen: Fen, dailyRatePpm: number, days: number) {
  return fraction(BigInt(baseFen) * BigInt(dailyRatePpm) * BigInt(days), 1_000_000)
}

function capShare(cap: LateFeeCap): { readonly num: number; readonly den: number } | null {
  if (cap.kind === 'none') return null
  return cap.kind === 'principal' ? { num: 1, den: 1 } : { num: cap.num, den: cap.den }
}
