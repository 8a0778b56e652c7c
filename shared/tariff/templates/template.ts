import type { LateFeeRule } from '../kinds/late-fee.ts'
import { plainStopPeriod, type StopPeriodRule } from '../kinds/stop-period.ts'
import type { Ratio } from '../ratio.ts'
import { heatFeeType, lateFeeType, type Rule, type RuleSet } from '../rule-set.ts'

/** A common shape of price notice to start from. Its numbers are examples to be written over, not anybody's prices. */
export type RuleSetTemplate = {
  readonly code: string
  /** Chinese, for a list to choose from. */
  readonly name: string
  /** One sentence: for whom it is and what it charges by. */
  readonly explanation: string
  /** Complete but for the notice, which is empty; of the season in `modelSeason`. `moveToSeason` brings it to another. */
  readonly ruleSet: RuleSet
}

/** The season the templates' days belong to. */
export const modelSeason = { code: '2026-2027', startsOn: '2026-11-15', endsOn: '2027-03-15', days: 121 } as const

export function template(code: string, name: string, explanation: string, rules: readonly Rule[]): RuleSetTemplate {
  return {
    code,
    name,
    explanation,
    ruleSet: {
      version: 1,
      seasonCode: modelSeason.code,
      validFrom: modelSeason.startsOn,
      notice: { no: '', title: '', issuedOn: '' },
      rounding: { level: 'line', mode: 'half-up', unit: 'fen' },
      rules,
    },
  }
}

/** Whom a heat rule is for. */
export const forAll = { customerClass: '*', priceType: '*', feeType: heatFeeType } as const
export const forResidents = { ...forAll, customerClass: 'residential' } as const
export const forOthers = { ...forAll, customerClass: 'non-residential' } as const

export function stopShare(share: Ratio): Rule {
  return { ...forAll, feeType: 'stop-base-fee', kind: 'stop-base-fee@1', params: { share } }
}

/** 1 ‰ a day of what is unpaid from the first day of the season, never more than the principal. */
export const lateFromSeasonStart: LateFeeRule = {
  ...forAll,
  feeType: lateFeeType,
  kind: 'late-fee@1',
  params: { dailyRatePpm: 1000, dueOn: '2026-11-14', graceDays: 0, base: 'unpaid', cap: { kind: 'principal' } },
}

/** Stops and resumptions by days. */
export const byDays: StopPeriodRule = { ...forAll, kind: 'stop-period@1', params: plainStopPeriod }
