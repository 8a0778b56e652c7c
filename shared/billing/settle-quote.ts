import type { LocalDay } from '../calendar/local-day.ts'
import { type Fen, fen } from '../money/fen.ts'
import type { Step } from '../tariff/step.ts'
import type { Allocation, AllocationPolicy } from './allocation.ts'
import { judgeQuotedLateFee } from './judge-late-fee.ts'
import type { LateFeeFacts } from './late-fee.ts'
import { isPrincipal, type LateFeeRules, type OpenLine } from './open-line.ts'
import { type QuoteItem, quoteHousehold } from './quote.ts'
import type { DiscountItem, DiscountPart, Discounts } from './season-discount.ts'
import type { SettleAnomaly } from './settle-anomaly.ts'

export type SettleInput = {
  /** This household's items of the quote the order promised, in their order. */
  readonly quoted: readonly QuoteItem[]
  /** The household's lines read under the lock, the same that a quote would be made of. */
  readonly linesNow: readonly OpenLine[]
  readonly lateFeeRules: LateFeeRules
  /** This household's part of the money; may be less than was quoted. */
  readonly paidFen: Fen
  /** Whether the channel's success time lies within the quote's expiry, whenever we hear of it. */
  readonly withinPromise: boolean
  /** Local day of the channel's success, or of the counter act. */
  readonly asOf: LocalDay
  readonly policy?: AllocationPolicy
  /** For money that comes after the quote has expired: the discount is judged again on the day of success. */
  readonly discounts?: Discounts
}

/** A discount line to post before the money is allocated: it takes `amountFen` off its charge line. */
export type DiscountLine = Pick<DiscountItem, 'seasonCode' | 'steps' | 'facts'> & DiscountPart

/** A late-fee line to post before the money is allocated; `allocatedFen` of the payment goes to it. */
export type LateFeeLine = {
  readonly seasonCode: string
  readonly amountFen: Fen
  readonly days: number
  readonly throughOn: LocalDay
  readonly steps: readonly Step[]
  readonly facts: LateFeeFacts
  readonly allocatedFen: Fen
}

/** Σ allocations + Σ allocatedFen of the late-fee lines + remainderFen = paidFen. The remainder becomes balance. */
export type Settlement = {
  readonly allocations: readonly Allocation[]
  readonly lateFeeLines: readonly LateFeeLine[]
  readonly discountLines: readonly DiscountLine[]
  readonly remainderFen: Fen
  /** What the staff are told of; none when the quote settled exactly. */
  readonly anomalies: readonly SettleAnomaly[]
}

/** Something the money may pay: a line there is, or late fee that becomes one. */
type Claim = { readonly seasonCode: string; readonly wantFen: Fen; readonly lineId: number | null; readonly lateFee: NewLateFee | null }
type NewLateFee = Omit<LateFeeLine, 'allocatedFen'>
type Claims = {
  readonly claims: readonly Claim[]
  readonly discountLines: readonly DiscountLine[]
  readonly anomalies: readonly SettleAnomaly[]
}

/**
 * How money pays a quote, decided under the lock from what is true now.
 * - Within the promise each quoted line receives min(quoted, open now); quoted late fee is posted only on quoted principal still
 *   open and not posted by another act, through the quoted day, so that time passing since costs nothing.
 * - After it the same lines are quoted again on the day of success: late fee to that day, then what the money reaches.
 * - A quoted discount is given on lines of which as much is open as was quoted; after the promise only if the day of success still
 *   earns one and the money pays everything.
 * - In both, money quoted for late fee also pays the late fee of that season somebody else has posted meanwhile.
 * Late fee is posted only for seasons the money reaches: the others' base does not change.
 * Everything else is the remainder. Throws RangeError for money below 0.
 */
export function settleQuote(input: SettleInput): Settlement {
  if (fen(input.paidFen) < 0) throw new RangeError(`cannot settle with ${input.paidFen}`)
  const { claims, discountLines, anomalies } = input.withinPromise ? promisedClaims(input) : claimsOfToday(input)

  let remainderFen = input.paidFen
  const paid = claims.map((claim) => {
    const paidFen = Math.min(remainderFen, claim.wantFen)
    remainderFen -= paidFen
    return { ...claim, paidFen }
  })
  const reached = new Set(paid.filter((claim) => claim.paidFen > 0).map(({ seasonCode }) => seasonCode))
  const allocations = paid.flatMap(({ lineId, paidFen }) => (lineId !== null && paidFen > 0 ? [{ lineId, amountFen: paidFen }] : []))
  const lateFeeLines = paid.flatMap(({ lateFee, paidFen }) =>
    lateFee && reached.has(lateFee.seasonCode) ? [{ ...lateFee, allocatedFen: paidFen }] : [],
  )
  const owedFen = paid.reduce((total, { wantFen, paidFen }) => total + wantFen - paidFen, 0)
  return {
    allocations,
    lateFeeLines,
    discountLines,
    remainderFen,
    anomalies: [
      ...anomalies,
      ...(owedFen > 0 ? [{ code: 'STILL_OWED' as const, seasonCode: null, lineId: null, amountFen: owedFen }] : []),
      ...(remainderFen > 0 ? [{ code: 'KEPT_AS_BALANCE' as const, seasonCode: null, lineId: null, amountFen: remainderFen }] : []),
    ],
  }
}

function promisedClaims({ quoted, linesNow, lateFeeRules }: SettleInput): Claims {
  const openFen = new Map(linesNow.map((line) => [line.lineId, line.openFen]))
  const quotedIds = lineIdsOf(quoted)
  const discountLines = promisedDiscounts(quoted, openFen)
  const off = new Map(discountLines.map(({ lineId, amountFen }) => [lineId, amountFen]))
  const results = quoted.map((item): Omit<Claims, 'discountLines'> => {
    if (item.kind === 'discount') {
      const given = discountLines.filter(({ seasonCode }) => seasonCode === item.seasonCode)
      return { claims: [], anomalies: lostDiscount(item, given) }
    }
    if (item.kind === 'line') {
      const { lineId, seasonCode } = item
      const stillFen = Math.min(item.amountFen, openFen.get(lineId) ?? 0)
      const lessFen = item.amountFen - stillFen
      const claims = [{ seasonCode, wantFen: stillFen - (off.get(lineId) ?? 0), lineId, lateFee: null }]
      return { claims, anomalies: lessFen > 0 ? [{ code: 'LINE_PAID_MEANWHILE', seasonCode, lineId, amountFen: lessFen }] : [] }
    }
    const ofSeason = linesNow.filter((line) => line.seasonCode === item.seasonCode)
    const { line: lateFee, anomalies } = judgeQuotedLateFee(item, ofSeason, lateFeeRules[item.seasonCode])
    const others = ofSeason.filter((line) => !isPrincipal(line) && !quotedIds.has(line.lineId))
    const own = lateFee ? [{ seasonCode: item.seasonCode, wantFen: lateFee.amountFen, lineId: null, lateFee }] : []
    return { claims: [...postedByOthers(others, item.amountFen - (lateFee?.amountFen ?? 0)), ...own], anomalies }
  })
  return {
    claims: results.flatMap(({ claims }) => claims),
    discountLines,
    anomalies: results.flatMap(({ anomalies }) => anomalies),
  }
}

/** The parts of quoted discounts whose line is as open as it was when it was quoted. */
function promisedDiscounts(quoted: readonly QuoteItem[], openFen: ReadonlyMap<number, Fen>): DiscountLine[] {
  const quotedFen = new Map(quoted.flatMap((item) => (item.kind === 'line' ? [[item.lineId, item.amountFen] as const] : [])))
  return quoted.flatMap((item) =>
    item.kind === 'discount'
      ? discountLinesOf(item).filter(({ lineId }) => (openFen.get(lineId) ?? 0) >= (quotedFen.get(lineId) ?? Number.POSITIVE_INFINITY))
      : [],
  )
}

function discountLinesOf({ seasonCode, steps, facts, parts }: DiscountItem): DiscountLine[] {
  return parts.map((part) => ({ ...part, seasonCode, steps, facts }))
}

function lostDiscount({ seasonCode, amountFen }: DiscountItem, given: readonly DiscountLine[]): SettleAnomaly[] {
  const lostFen = -amountFen - given.reduce((total, line) => total + line.amountFen, 0)
  return lostFen > 0 ? [{ code: 'DISCOUNT_LOST', seasonCode, lineId: null, amountFen: lostFen }] : []
}

/** Late fee others have posted since the quote, up to what the quote had for late fee. */
function postedByOthers(lines: readonly OpenLine[], upToFen: Fen): Claim[] {
  let leftFen = upToFen
  return lines.map(({ lineId, seasonCode, openFen }) => {
    const wantFen = Math.min(leftFen, Math.max(0, openFen))
    leftFen -= wantFen
    return { seasonCode, wantFen, lineId, lateFee: null }
  })
}

function claimsOfToday({ quoted, linesNow, lateFeeRules, paidFen, asOf, policy, discounts }: SettleInput): Claims {
  const quotedIds = lineIdsOf(quoted)
  const seasons = new Set(quoted.map(({ seasonCode }) => seasonCode))
  const lines = linesNow.filter(({ seasonCode }) => seasons.has(seasonCode))
  const more = { ...(policy ? { policy } : {}), ...(discounts ? { discounts } : {}) }
  const { items, totalFen } = quoteHousehold({ asOf, lines, lateFeeRules, balanceFen: 0, ...more })
  const quotedAll = items.every((item) => item.kind !== 'line' || quotedIds.has(item.lineId) || !isPrincipal(item))
  // Whoever leaves anything open has paid in part.
  const discountLines =
    quotedAll && paidFen >= totalFen ? items.flatMap((item) => (item.kind === 'discount' ? discountLinesOf(item) : [])) : []
  const off = new Map(discountLines.map(({ lineId, amountFen }) => [lineId, amountFen]))
  const claims = items.flatMap((item): Claim[] => {
    if (item.kind === 'discount') return []
    const { seasonCode, amountFen } = item
    if (item.kind === 'late-fee') return [{ seasonCode, wantFen: amountFen, lineId: null, lateFee: newLateFee(item) }]
    const wantFen = amountFen - (off.get(item.lineId) ?? 0)
    return quotedIds.has(item.lineId) || !isPrincipal(item) ? [{ seasonCode, wantFen, lineId: item.lineId, lateFee: null }] : []
  })
  const lost = quoted.flatMap((item) =>
    item.kind === 'discount'
      ? lostDiscount(
          item,
          discountLines.filter(({ seasonCode }) => seasonCode === item.seasonCode),
        )
      : [],
  )
  return { claims, discountLines, anomalies: [{ code: 'PAID_AFTER_EXPIRY', seasonCode: null, lineId: null, amountFen: 0 }, ...lost] }
}

function newLateFee({ seasonCode, amountFen, days, throughOn, steps, facts }: NewLateFee): NewLateFee {
  return { seasonCode, amountFen, days, throughOn, steps, facts }
}

function lineIdsOf(items: readonly QuoteItem[]): ReadonlySet<number> {
  return new Set(items.flatMap((item) => (item.kind === 'line' ? item.lineId : [])))
}
