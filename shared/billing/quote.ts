import type { LocalDay } from '../calendar/local-day.ts'
import { type Fen, fen } from '../money/fen.ts'
import { lateFeeType } from '../tariff/rule-set.ts'
import type { Step } from '../tariff/step.ts'
import { type AllocationPolicy, allocationOrder, type Orderable } from './allocation.ts'
import type { LateFeeFacts } from './late-fee.ts'
import { isPrincipal, type LateFeeRules, type OpenLine } from './open-line.ts'
import { type DiscountItem, type Discounts, seasonDiscount } from './season-discount.ts'
import { type LateFeeBasis, seasonLateFee } from './season-late-fee.ts'

export type { LateFeeRules, OpenLine } from './open-line.ts'

export type LineItem = {
  readonly kind: 'line'
  readonly lineId: number
  readonly seasonCode: string
  readonly feeType: string
  readonly amountFen: Fen
}
/** Late fee accrued and not posted: it has no line yet. One per season at most. */
export type LateFeeItem = {
  readonly kind: 'late-fee'
  readonly seasonCode: string
  readonly amountFen: Fen
  readonly days: number
  readonly throughOn: LocalDay
  readonly steps: readonly Step[]
  readonly facts: LateFeeFacts
  readonly basis: LateFeeBasis
}
export type QuoteItem = LineItem | LateFeeItem | DiscountItem

export type HouseholdQuote = {
  readonly asOf: LocalDay
  /** In the order money pays them. */
  readonly items: readonly QuoteItem[]
  readonly principalFen: Fen
  /** Posted and still open, and accrued. */
  readonly lateFeeFen: Fen
  /** Taken off if all of it is paid now; 0 or more. */
  readonly discountFen: Fen
  readonly totalFen: Fen
  /** The household's balance as handed in: not taken off, since using it is an act of its own. */
  readonly balanceFen: Fen
  /** While something is overdue its oldest due day, else the next due day; null when nothing has one. */
  readonly dueOn: LocalDay | null
  readonly overdue: boolean
}

export type QuoteInput = {
  readonly asOf: LocalDay
  readonly lines: readonly OpenLine[]
  readonly lateFeeRules: LateFeeRules
  readonly balanceFen: Fen
  readonly policy?: AllocationPolicy
  /** Left out where nobody pays now: a discount belongs to the channel the money comes by. */
  readonly discounts?: Discounts
}

/** What a household owes on a day. The same function for screen, counter, order and settling, so they cannot differ. */
export function quoteHousehold({ asOf, lines, lateFeeRules, balanceFen, policy, discounts }: QuoteInput): HouseholdQuote {
  const open = lines.filter(({ openFen }) => openFen > 0)
  const charged = allocationOrder([...open.map(lineEntry), ...lateFeeEntries(lines, lateFeeRules, asOf)], policy).map(({ item }) => item)
  const off = discounts ? seasonsOf(open).flatMap((seasonCode) => seasonDiscount(lines, seasonCode, discounts, asOf) ?? []) : []
  const principalFen = sumOf(charged.filter((item) => item.kind === 'line' && isPrincipal(item)))
  const chargedFen = sumOf(charged)
  const discountFen = fen(-sumOf(off) || 0)
  const dueDays = open.flatMap(({ dueOn }) => dueOn ?? []).sort()
  const overdue = dueDays.some((day) => day < asOf)
  const dueOn = dueDays[0] ?? null
  return {
    ...{ asOf, items: [...charged, ...off], principalFen, lateFeeFen: chargedFen - principalFen, discountFen },
    ...{ totalFen: chargedFen - discountFen, balanceFen, dueOn, overdue },
  }
}

function seasonsOf(lines: readonly OpenLine[]): string[] {
  return [...new Set(lines.map(({ seasonCode }) => seasonCode))]
}

type Entry = Orderable & { readonly item: QuoteItem }

function lineEntry(line: OpenLine): Entry {
  const { lineId, seasonCode, feeType, openFen } = line
  return { ...line, item: { kind: 'line', lineId, seasonCode, feeType, amountFen: openFen } }
}

/** Accrued late fee stands after the posted late fee of its season. */
function lateFeeEntries(lines: readonly OpenLine[], rules: LateFeeRules, asOf: LocalDay): Entry[] {
  return seasonsOf(lines).flatMap((seasonCode) => {
    const ofSeason = lines.filter((line) => line.seasonCode === seasonCode)
    const fee = seasonLateFee(ofSeason, rules[seasonCode], asOf)
    if (!fee || fee.amountFen === 0) return []
    const seasonStartsOn = ofSeason[0]?.seasonStartsOn ?? ''
    const item: LateFeeItem = { kind: 'late-fee', seasonCode, ...fee }
    return [{ lineId: Number.MAX_SAFE_INTEGER, seasonCode, seasonStartsOn, feeType: lateFeeType, dueOn: null, item }]
  })
}

function sumOf(items: readonly QuoteItem[]): Fen {
  return fen(items.reduce((total, { amountFen }) => total + amountFen, 0))
}
