import type { LocalDay } from '../calendar/local-day.ts'
import type { Fen } from '../money/fen.ts'
import { lateFeeType } from '../tariff/rule-set.ts'
import type { LateFeeState, LateFeeTerms } from './late-fee.ts'

/**
 * A charge line as a quote sees it. Hand in *every* charge line of each season in which anything is open, paid ones with
 * `openFen` 0: they make no item, but the cap of the late fee is a share of the whole season.
 */
export type OpenLine = {
  readonly lineId: number
  readonly seasonCode: string
  readonly seasonStartsOn: LocalDay
  readonly feeType: string
  /** Null bears no late fee, whatever the rule of the season says. */
  readonly dueOn: LocalDay | null
  readonly openFen: Fen
  /** The line with what answers it (waivers, discounts), payments not taken off. */
  readonly principalTotalFen: Fen
  /** Lower is paid first inside a season; 0 when absent. */
  readonly rank?: number
  /** Discounts that answer it, 0 or less. */
  readonly discountedFen?: Fen
  /** What payments, not the balance, have paid of it. */
  readonly paidFen?: Fen
  /** Customer class or price type 'low-income'. */
  readonly customer?: string | null
  /** Somebody else owes a part of the season's charge. */
  readonly shared?: boolean
  /** Of the household's whole season, the same on each of its lines. */
  readonly lateFee: LateFeeState
}

/** By season code; null or absent where no late fee is charged. */
export type LateFeeRules = Readonly<Record<string, LateFeeTerms | null>>

export function isPrincipal(line: { readonly feeType: string }): boolean {
  return line.feeType !== lateFeeType
}
