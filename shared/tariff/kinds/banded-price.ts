import { formatArea, formatHeight, formatPrice } from '../../format/amount.ts'
import { customerClassName } from '../../format/names.ts'
import { fraction, sum } from '../../money/fraction.ts'
import { highestPriceE4, priceTerm, readArea } from '../area-step.ts'
import { type Band, type Bound, bandOf, bounds, checkBands } from '../bands.ts'
import { exactTerm, exactValues, exactYuan } from '../exact-step.ts'
import { resultText } from '../exact-text.ts'
import { type AreaBasis, areaBases } from '../facts.ts'
import { checkOneOf, checkWhole, type Fault, fieldsOf } from '../fault.ts'
import { type HeightUse, heightName, heightOf } from '../height.ts'
import type { RuleOf } from '../rule-set.ts'
import type { Step } from '../step.ts'
import { numberOf, textOf } from '../step-text.ts'
import { type ChargeKind, isRefused, type Priced } from './rule-kind.ts'

type PriceBand = Band & { readonly priceE4: number }
export type BandedPriceParams = {
  readonly areaBasis: AreaBasis
  /**
   * What the bands (1/1000 m² or mm) measure. `area-tiers`: each part of the area at the price of its band; `area`: all of it at the price of
   * the band it falls into; `height`: all of it at the price of its height (层高超过 4 米另价).
   */
  readonly by: 'area-tiers' | 'area' | 'height'
  readonly bands: readonly PriceBand[]
  readonly bound: Bound
  /** Which height, for `height`. */
  readonly height?: HeightUse
}
export type BandedPriceRule = RuleOf<'banded-price@1', BandedPriceParams>

/** 分档热价: prices by bands of area or height. */
export const bandedPrice: ChargeKind<BandedPriceRule> = {
  role: 'charge',
  takesFactors: true,
  title: '分档热价',
  texts: {
    'band-price': {
      sentence: (step) => {
        const what = textOf(step, 'by') === 'height' ? heightName(textOf(step, 'height') as HeightUse) : '面积'
        const size =
          textOf(step, 'by') === 'height' ? `${formatHeight(numberOf(step, 'value'))} m` : `${formatArea(numberOf(step, 'value'))} ㎡`
        return `${what} ${size}，适用热价 ${formatPrice(numberOf(step, 'priceE4'))} 元/㎡·采暖季（${groundOf(step)}）`
      },
      term: (step) => priceTerm(step),
    },
    'price-tier': {
      sentence: (step) => {
        const [from, to] = [
          formatArea(numberOf(step, 'from')),
          step.values.to === undefined ? '以上' : ` 至 ${formatArea(numberOf(step, 'to'))} ㎡`,
        ]
        const priced = `${formatArea(numberOf(step, 'areaMilliM2'))} ㎡ × ${formatPrice(numberOf(step, 'priceE4'))} 元/㎡·采暖季`
        return `${from} ㎡${to}部分：${priced}（${groundOf(step)}）`
      },
    },
    'price-tiers': {
      restarts: true,
      sentence: (step, before) => {
        const tiers = before.filter(({ code }) => code === 'price-tier')
        const parts = tiers.map((tier) => `${formatArea(numberOf(tier, 'areaMilliM2'))} × ${formatPrice(numberOf(tier, 'priceE4'))}`)
        return `各档合计：${parts.join(' + ')} = ${resultText(exactYuan(step, 'sum'))} 元`
      },
      term: (step) => exactTerm(step, 'sum'),
    },
  },
  check(params) {
    const { areaBasis, by, bands, bound, height } = fieldsOf(params)
    const each = (band: unknown): Fault[] => checkWhole('priceE4', '单价（万分之一元）', fieldsOf(band).priceE4, 0, highestPriceE4)
    return [
      ...checkOneOf('areaBasis', '面积口径', areaBasis, areaBases),
      ...checkOneOf('by', '分档依据', by, ['area-tiers', 'area', 'height']),
      ...checkOneOf('bound', '分档边界归属', bound, bounds),
      ...checkBands('bands', '热价分档', bands, { startsAt: 0, openAbove: true }, each),
      ...(by === 'height' ? checkOneOf('height', '高度口径', height, ['storey', 'clear']) : []),
    ]
  },
  charges: (area) => area.status === 'heating',
  purpose: (rule) => rule.feeType,
  covers: (rule) => rule.feeType,
  price({ area, rule: { params }, ruleSet }) {
    const read = readArea(area, params.areaBasis)
    if (isRefused(read)) return read
    const ground = {
      customerClass: area.customerClass,
      priceType: area.priceType,
      noticeNo: ruleSet.notice.no,
      ruleSetVersion: ruleSet.version,
    }
    if (params.by === 'area-tiers') return tiers(read, params.bands, ground)
    const height = params.height ?? 'storey'
    const value = params.by === 'height' ? heightOf(area, height) : read.areaMilliM2
    if (typeof value !== 'number') return value
    // Nothing is below the lowest band: a size of 0 belongs to it also where bounds belong to the band below.
    const band = bandOf(params.bands, value, params.bound) ?? params.bands[0]
    const priceE4 = band?.priceE4 ?? 0
    return {
      exact: fraction(BigInt(read.areaMilliM2) * BigInt(priceE4), 100_000),
      steps: [read.step, { code: 'band-price', values: { by: params.by, height, value, priceE4, ...ground } }],
    }
  },
}

type Read = { readonly areaMilliM2: number; readonly step: Step }
function tiers({ areaMilliM2, step }: Read, bands: readonly PriceBand[], ground: Step['values']): Priced {
  const parts = bands.flatMap(({ from, to, priceE4 }) => {
    const part = Math.min(areaMilliM2, to ?? areaMilliM2) - from
    return part > 0 ? [{ from, to, priceE4, areaMilliM2: part }] : []
  })
  const exact = sum(parts.map((part) => fraction(BigInt(part.areaMilliM2) * BigInt(part.priceE4), 100_000)))
  const steps = parts.map(
    ({ to, ...part }): Step => ({ code: 'price-tier', values: { ...part, ...(to === null ? {} : { to }), ...ground } }),
  )
  return { exact, steps: [step, ...steps, { code: 'price-tiers', values: exactValues(exact, 'sum') }] }
}

function groundOf(step: Step): string {
  return `${customerClassName(textOf(step, 'customerClass'))}，${textOf(step, 'priceType')}；依据：${textOf(step, 'noticeNo')}，价目第 ${numberOf(step, 'ruleSetVersion')} 版`
}
