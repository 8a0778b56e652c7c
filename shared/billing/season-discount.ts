import type { Instant } from '../calendar/instant.ts'
import type { LocalDay } from '../calendar/local-day.ts'
import type { Fen } from '../money/fen.ts'
import type { DiscountExclusion, DiscountParams } from '../tariff/kinds/discount.ts'
import type { Step } from '../tariff/step.ts'
import { type Discount, type DiscountInput, discountEndsAt, judgeDiscount } from './discount.ts'
import { isPrincipal, type OpenLine } from './open-line.ts'
import { spreadOver } from './spread.ts'

/** A season's discount, as a quote needs it: on the charges of `feeType`. */
export type SeasonDiscountRule = { readonly rule: DiscountParams; readonly noticeNo: string; readonly feeType: string }
/** By season code, for the channel the money would come by; a season without a discount is absent. */
export type Discounts = {
  readonly rules: Readonly<Record<string, SeasonDiscountRule>>
  readonly channel: string
  /** By season code, where the money counts as paid on another day than late fee runs to: a balance pays no bill before it is issued. */
  readonly paidOn?: Readonly<Record<string, LocalDay>>
}

/** All but the rule that a discount was judged by: stored with its lines, so that anyone can judge it again. */
export type DiscountFacts = Omit<DiscountInput, 'rule' | 'noticeNo'> & {
  /** What was open of each line it is shared over. */
  readonly open: readonly DiscountPart[]
}
export type DiscountPart = { readonly lineId: number; readonly amountFen: Fen }

/** Taken off when all that is quoted is paid by `endsAt`; `amountFen` is below 0. */
export type DiscountItem = {
  readonly kind: 'discount'
  readonly seasonCode: string
  readonly feeType: string
  readonly amountFen: Fen
  readonly endsAt: Instant
  readonly steps: readonly Step[]
  readonly facts: DiscountFacts
  readonly parts: readonly DiscountPart[]
}

/** The discount one season's charges would earn if everything open were paid on `asOf`; null when there is none. Once for a season. */
export function seasonDiscount(
  lines: readonly OpenLine[],
  seasonCode: string,
  { rules, channel, paidOn: paidOnDays }: Discounts,
  asOf: LocalDay,
): DiscountItem | null {
  const paidOn = paidOnDays?.[seasonCode] ?? asOf
  const rule = rules[seasonCode]
  const own = lines.filter((line) => line.seasonCode === seasonCode && line.feeType === rule?.feeType)
  const open = own.flatMap(({ lineId, openFen }) => (openFen > 0 ? [{ lineId, amountFen: openFen }] : []))
  if (!rule || open.length === 0 || own.some(({ discountedFen }) => (discountedFen ?? 0) !== 0)) return null
  const netChargeFen = own.reduce((total, { principalTotalFen }) => total + principalTotalFen, 0)
  const circumstances = circumstancesOf(lines, seasonCode)
  const facts: DiscountFacts = { channel, paidOn, netChargeFen, circumstances, open }
  const endsAt = discountEndsAt(rule.rule, channel, paidOn)
  const { amountFen, steps, parts } = discountAgain(rule, facts)
  if (endsAt === null || amountFen === 0) return null
  return { kind: 'discount', seasonCode, feeType: rule.feeType, amountFen: -amountFen, endsAt, steps, facts, parts }
}

/** The same from stored facts. What is open limits it: of what a balance has paid already nothing is given back. */
export function discountAgain(
  { rule, noticeNo }: Pick<SeasonDiscountRule, 'rule' | 'noticeNo'>,
  { open, ...given }: DiscountFacts,
): Pick<Discount, 'amountFen' | 'steps'> & { readonly parts: readonly DiscountPart[] } {
  const { amountFen, steps } = judgeDiscount({ rule, noticeNo, ...given })
  const openFen = open.reduce((total, part) => total + part.amountFen, 0)
  if (amountFen === 0 || amountFen > openFen) return { amountFen: 0, steps: [], parts: [] }
  return { amountFen, steps, parts: spreadOver(amountFen, open).map(({ line, amountFen }) => ({ lineId: line.lineId, amountFen })) }
}

/** What keeps a household from a discount, as far as its lines tell. */
function circumstancesOf(lines: readonly OpenLine[], seasonCode: string): DiscountExclusion[] {
  const own = lines.filter((line) => line.seasonCode === seasonCode && isPrincipal(line))
  const startsOn = own[0]?.seasonStartsOn ?? ''
  const told: Readonly<Record<DiscountExclusion, boolean>> = {
    arrears: lines.some((line) => line.seasonStartsOn < startsOn && line.openFen > 0),
    stopped: own.some(({ feeType }) => feeType === 'stop-base-fee'),
    'part-payment': own.some(({ paidFen }) => (paidFen ?? 0) > 0),
    'low-income': own.some(({ customer }) => customer === 'low-income'),
    'other-payer': own.some(({ shared }) => shared === true),
  }
  return (Object.keys(told) as DiscountExclusion[]).filter((one) => told[one])
}
