import { formatHeight } from '../../format/amount.ts'
import { fraction } from '../../money/fraction.ts'
import { type Band, type Bound, bandOf, bounds, checkBands } from '../bands.ts'
import { checkOneOf, type Fault, fieldsOf } from '../fault.ts'
import { checkHeight, type HeightParams, heightContractText, heightFactor, heightText } from '../height.ts'
import { checkRatio, fractionOf, type Ratio } from '../ratio.ts'
import type { RuleOf } from '../rule-set.ts'
import { numberOf } from '../step-text.ts'
import type { FactorKind } from './rule-kind.ts'

/** Bands in mm from `overMm` up, without gaps; the last is open above, or ends where the contract takes over. */
export type HeightBandsParams = HeightParams & { readonly bands: readonly (Band & { readonly factor: Ratio })[]; readonly bound: Bound }
export type HeightBandsRule = RuleOf<'height-bands@1', HeightBandsParams>

/** 超高系数按表: a factor for each band of heights. */
export const heightBands: FactorKind<HeightBandsRule> = {
  role: 'factor',
  title: '超高系数（按表）',
  texts: {
    'height-bands': heightText((step) => {
      const to = step.values.to === undefined ? '以上' : ` 至 ${formatHeight(numberOf(step, 'to'))} 米`
      return `${formatHeight(numberOf(step, 'from'))} 米${to}一档`
    }),
    'height-contract': heightContractText,
  },
  check(params) {
    const { overMm, contractOverMm, bands, bound } = fieldsOf(params)
    const each = (band: unknown): Fault[] => checkRatio('factor', '超高系数', fieldsOf(band).factor)
    const last = Array.isArray(bands) ? fieldsOf(bands.at(-1)).to : null
    const early = typeof last === 'number' && typeof contractOverMm === 'number' && last < contractOverMm
    const startsAt = typeof overMm === 'number' ? { startsAt: overMm } : {}
    return [
      ...checkHeight(params),
      ...checkOneOf('bound', '分档边界归属', bound, bounds),
      ...checkBands('bands', '超高分档', bands, { ...startsAt, openAbove: contractOverMm === undefined || early }, each),
    ]
  },
  factor({ area, rule: { params } }) {
    const heightMm = (params.height === 'storey' ? area.heightMm : area.clearHeightMm) ?? 0
    // Where the contract takes over above a bound that belongs to the next band, the height of the bound itself is of the last band.
    const band = bandOf(params.bands, heightMm, params.bound) ?? params.bands.at(-1)
    const values = band ? { from: band.from, ...(band.to === null ? {} : { to: band.to }) } : {}
    return heightFactor(area, params, () => (band ? fractionOf(band.factor) : fraction(1)), { code: 'height-bands', values })
  },
}
