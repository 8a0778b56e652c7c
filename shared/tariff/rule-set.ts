import type { LocalDay } from '../calendar/local-day.ts'
import type { RoundingMode, RoundingUnit } from '../money/round.ts'
import type { AreaPriceRule } from './kinds/area-price.ts'
import type { AreaRatioRule, PublicShareRule } from './kinds/area-ratio.ts'
import type { BandedPriceRule } from './kinds/banded-price.ts'
import type { ChargeLimitRule } from './kinds/charge-limit.ts'
import type { ClearHeightRule } from './kinds/clear-height.ts'
import type { CoefficientTableRule } from './kinds/coefficient-table.ts'
import type { DiscountRule } from './kinds/discount.ts'
import type { AreaFeeRule, FixedFeeRule, PercentFeeRule, QuantityFeeRule } from './kinds/fees.ts'
import type { HeightBandsRule } from './kinds/height-bands.ts'
import type { HeightLinearRule } from './kinds/height-linear.ts'
import type { HeightRatioRule } from './kinds/height-ratio.ts'
import type { HeightStepsRule } from './kinds/height-steps.ts'
import type { LateFeeOfTotalRule, LateFeeRule } from './kinds/late-fee.ts'
import type { LowOccupancyRule } from './kinds/low-occupancy.ts'
import type { PayerShareRule } from './kinds/payer-share.ts'
import type { PayerTiersRule } from './kinds/payer-share-2.ts'
import type { PeriodPriceRule } from './kinds/period-price.ts'
import type { OutageRule, PoorHeatRule } from './kinds/poor-heat.ts'
import type { StopBaseFeeRule } from './kinds/stop-base-fee.ts'
import type { StopDeadlineRule } from './kinds/stop-deadline.ts'
import type { StopPeriodRule } from './kinds/stop-period.ts'
import type { TwoPartRule } from './kinds/two-part.ts'

/** A price notice as data: what one organisation charges in one season. A later version never touches a posted bill. */
export type RuleSet = {
  readonly version: number
  readonly seasonCode: string
  readonly validFrom: LocalDay
  readonly notice: PriceNotice
  readonly rounding: RoundingRule
  readonly rules: readonly Rule[]
  /** Fee types every heated area must be charged, or the household is refused; heat when absent. */
  readonly obligatoryFeeTypes?: readonly string[]
}

export type PriceNotice = { readonly no: string; readonly title: string; readonly issuedOn: LocalDay }

export type RoundingLevel = 'line' | 'fee' | 'bill'

/** `line` rounds each line; `fee` the sum of each fee type; `bill` the sum of all. Sums are then split back over their lines. */
export type RoundingRule = { readonly level: RoundingLevel; readonly mode: RoundingMode; readonly unit: RoundingUnit }

export const roundingLevels: readonly RoundingLevel[] = ['line', 'fee', 'bill']

/** Add a kind here and in `kinds/registry.ts`; a kind that has priced a posted bill is never changed, a new one gets the next number. */
export type Rule =
  | AreaPriceRule
  | StopBaseFeeRule
  | LateFeeRule
  | StopPeriodRule
  | StopDeadlineRule
  | TwoPartRule
  | LateFeeOfTotalRule
  | DiscountRule
  | PoorHeatRule
  | OutageRule
  | PeriodPriceRule
  | BandedPriceRule
  | CoefficientTableRule
  | ClearHeightRule
  | AreaRatioRule
  | PublicShareRule
  | HeightRatioRule
  | HeightStepsRule
  | HeightLinearRule
  | HeightBandsRule
  | LowOccupancyRule
  | ChargeLimitRule
  | PayerShareRule
  | PayerTiersRule
  | FixedFeeRule
  | QuantityFeeRule
  | PercentFeeRule
  | AreaFeeRule

/** What all rules have in common. `'*'` stands for every class or type; the rule that names more wins. */
export type RuleOf<Kind extends string, Params> = {
  readonly kind: Kind
  readonly customerClass: string
  readonly priceType: string
  readonly feeType: string
  readonly params: Params
  /** How its lines are rounded where the notice rounds them otherwise than the rest: each by itself, or those of one fee type. */
  readonly rounding?: RoundingRule
}

export const heatFeeType = 'heat'
export const lateFeeType = 'late-fee'
