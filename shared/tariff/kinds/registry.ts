import { areaPrice } from './area-price.ts'
import { areaRatio, publicShare } from './area-ratio.ts'
import { bandedPrice } from './banded-price.ts'
import { chargeLimit } from './charge-limit.ts'
import { clearHeight } from './clear-height.ts'
import { buildingCoefficient, rowFactor } from './coefficient-table.ts'
import { discount } from './discount.ts'
import { areaFee, fixedFee, percentFee, quantityFee } from './fees.ts'
import { heightBands } from './height-bands.ts'
import { heightLinear } from './height-linear.ts'
import { heightRatio } from './height-ratio.ts'
import { heightSteps } from './height-steps.ts'
import { lateFee, lateFeeOfTotal } from './late-fee.ts'
import { lowOccupancy } from './low-occupancy.ts'
import { payerShare } from './payer-share.ts'
import { payerTiers } from './payer-share-2.ts'
import { periodPrice } from './period-price.ts'
import { outageRefund, poorHeat } from './poor-heat.ts'
import type { RuleKind } from './rule-kind.ts'
import { stopBaseFee } from './stop-base-fee.ts'
import { stopDeadline } from './stop-deadline.ts'
import { stopPeriod } from './stop-period.ts'
import { twoPart } from './two-part.ts'

export type RuleKinds = Readonly<Record<string, RuleKind>>

/** Every kind there is. An entry that has priced a posted bill stays as it is for ever. */
export const ruleKinds: RuleKinds = {
  'area-price@1': areaPrice,
  'stop-base-fee@1': stopBaseFee,
  'late-fee@1': lateFee,
  'stop-period@1': stopPeriod,
  'stop-deadline@1': stopDeadline,
  'period-price@1': periodPrice,
  'banded-price@1': bandedPrice,
  'building-coefficient@1': buildingCoefficient,
  'row-factor@1': rowFactor,
  'clear-height@1': clearHeight,
  'area-ratio@1': areaRatio,
  'public-share@1': publicShare,
  'height-ratio@1': heightRatio,
  'height-steps@1': heightSteps,
  'height-linear@1': heightLinear,
  'height-bands@1': heightBands,
  'low-occupancy@1': lowOccupancy,
  'charge-limit@1': chargeLimit,
  'payer-share@1': payerShare,
  'payer-share@2': payerTiers,
  'fixed-fee@1': fixedFee,
  'quantity-fee@1': quantityFee,
  'percent-fee@1': percentFee,
  'area-fee@1': areaFee,
  'two-part@1': twoPart,
  'late-fee@2': lateFeeOfTotal,
  'discount@1': discount,
  'poor-heat@1': poorHeat,
  'outage-refund@1': outageRefund,
}

/** The kind of that name; undefined for names it does not know, also for those every object inherits. */
export function kindOf(kinds: RuleKinds, name: string): RuleKind | undefined {
  return Object.hasOwn(kinds, name) ? kinds[name] : undefined
}

/** 'late-fee' for 'late-fee@2': versions of one kind are alternatives to each other. */
export function familyOf(name: string): string {
  return String(name).split('@')[0] ?? ''
}
