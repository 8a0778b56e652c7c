import { formatHeight } from '../../format/amount.ts'
import { type Band, type Bound, bandOf, bounds, checkBands } from '../bands.ts'
import { exactText } from '../exact-text.ts'
import { checkOneOf, type Fault, fieldsOf, impossible } from '../fault.ts'
import { heightOf } from '../height.ts'
import { checkRatio, fractionOf, type Ratio, ratioOf, ratioTerm, ratioValues } from '../ratio.ts'
import type { RuleOf } from '../rule-set.ts'
import { numberOf } from '../step-text.ts'
import type { FactorKind } from './rule-kind.ts'

export type ClearHeightParams = {
  /** The rows it is for: sloped roofs, attics. */
  readonly rowKinds: readonly string[]
  /** By clear height in mm from 0: below 1.2 m nothing, to 2.1 m a half, above in full. */
  readonly bands: readonly (Band & { readonly factor: Ratio })[]
  readonly bound: Bound
}
export type ClearHeightRule = RuleOf<'clear-height@1', ClearHeightParams>

/** 坡屋顶、阁楼按净高折算. */
export const clearHeight: FactorKind<ClearHeightRule> = {
  role: 'factor',
  title: '坡屋顶净高系数',
  texts: {
    'clear-height': {
      sentence: (step) => {
        const to = step.values.to === undefined ? '以上' : ` 至 ${formatHeight(numberOf(step, 'to'))} 米`
        const band = `${formatHeight(numberOf(step, 'from'))} 米${to}`
        return `净高 ${formatHeight(numberOf(step, 'heightMm'))} 米，属${band}一档：系数 ${exactText(fractionOf(ratioOf(step)))}`
      },
      term: ratioTerm,
    },
  },
  check(params) {
    const { rowKinds, bands, bound } = fieldsOf(params)
    const each = (band: unknown): Fault[] => checkRatio('factor', '净高系数', fieldsOf(band).factor)
    return [
      ...(Array.isArray(rowKinds) && rowKinds.length > 0 ? [] : [impossible('rowKinds', '净高系数没有指明适用的面积类别')]),
      ...checkOneOf('bound', '分档边界归属', bound, bounds),
      ...checkBands('bands', '净高分档', bands, { startsAt: 0, openAbove: true }, each),
    ]
  },
  factor({ area, rule: { params } }) {
    if (area.rowKind === undefined || !params.rowKinds.includes(area.rowKind)) return null
    const heightMm = heightOf(area, 'clear')
    if (typeof heightMm !== 'number') return heightMm
    const band = bandOf(params.bands, heightMm, params.bound) ?? params.bands[0]
    if (!band) return null
    const factor = fractionOf(band.factor)
    const values = { heightMm, from: band.from, ...(band.to === null ? {} : { to: band.to }), ...ratioValues(factor) }
    return { factor, steps: [{ code: 'clear-height', values }] }
  },
}
