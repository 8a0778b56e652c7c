import { formatArea, formatPrice } from '../../format/amount.ts'
import { customerClassName } from '../../format/names.ts'
import { add, compare, type Fraction, fraction, multiply, sum } from '../../money/fraction.ts'
import { highestPriceE4, priceTerm, readArea } from '../area-step.ts'
import { exactTerm, exactValues, exactYuan } from '../exact-step.ts'
import { exactText, resultText } from '../exact-text.ts'
import { type AreaBasis, areaBases, type HeatUnit, type MeterFacts } from '../facts.ts'
import { checkOneOf, checkWhole, type Fault, fieldsOf } from '../fault.ts'
import { checkRatio, fractionOf, type Ratio, shareText } from '../ratio.ts'
import type { RuleOf } from '../rule-set.ts'
import type { Step } from '../step.ts'
import { numberOf, textOf } from '../step-text.ts'
import { type ChargeKind, isRefused, type Priced, type PriceInput, type Refused } from './rule-kind.ts'

export type TwoPartParams = {
  readonly areaBasis: AreaBasis
  /** What the area would cost without a meter, 1/10 000 yuan per m² (and day when `days` is given): charged before the season. */
  readonly areaPriceE4: number
  /** The fixed part, in the same unit. */
  readonly basicPriceE4: number
  readonly days?: number
  /** 1/10 000 yuan per `unit`. The notice names the unit; readings in another are refused, never converted. */
  readonly heatPriceE4: number
  readonly unit: HeatUnit
  /** Both parts together never above this share of the area fee; no limit when absent. */
  readonly cap?: Ratio
  /** Without a readable meter: the area fee, or the average of comparable homes. */
  readonly missing: 'area-fee' | 'neighbours'
}
export type TwoPartRule = RuleOf<'two-part@1', TwoPartParams>

/**
 * 两部制热价: the area fee as provisional charge until the readings are in, then basic charge + heat used.
 * The two have purposes of their own: the settlement reverses the provisional line and adds the metered one.
 */
export const twoPart: ChargeKind<TwoPartRule> = {
  role: 'charge',
  takesFactors: false,
  undivided: (area) => area.metering !== undefined,
  title: '两部制热价',
  texts: {
    'two-part-price': {
      sentence: (step) => {
        const what = textOf(step, 'part') === 'area' ? '面积热价' : '基本热价'
        const per = numberOf(step, 'days') === 0 ? '㎡·采暖季' : `㎡·天，计 ${numberOf(step, 'days')} 天`
        const ground = `${customerClassName(textOf(step, 'customerClass'))}，${textOf(step, 'priceType')}；依据：${textOf(step, 'noticeNo')}，价目第 ${numberOf(step, 'ruleSetVersion')} 版`
        return `${what} ${formatPrice(numberOf(step, 'priceE4'))} 元/${per}（${ground}）`
      },
      term: (step) => {
        const { text, labelled, value } = priceTerm(step)
        const days = numberOf(step, 'days')
        return days === 0
          ? { text, labelled, value }
          : { text: `${text} × ${days}`, labelled: `${labelled} × ${days} 天`, value: multiply(value, fraction(days)) }
      },
    },
    provisional: { sentence: () => '采暖季前按面积热费预收，采暖季结束后按计量结算' },
    meter: {
      sentence: (step) => {
        const [start, end] = [formatArea(numberOf(step, 'startMilli')), formatArea(numberOf(step, 'endMilli'))]
        return `热量表 ${textOf(step, 'meterNo')}：${start} 至 ${end} ${textOf(step, 'unit')}`
      },
    },
    'meter-missing': { sentence: () => '热量表缺失或故障，按面积热费结算' },
    'meter-neighbours': {
      sentence: (step) => {
        const average = `${formatArea(numberOf(step, 'milliPerM2'))} ${textOf(step, 'unit')}/㎡`
        return `热量表缺失或故障，按同类用户平均用热量 ${average} × ${formatArea(numberOf(step, 'areaMilliM2'))} ㎡ 计`
      },
    },
    'two-part-sum': {
      restarts: true,
      sentence: (step, _, product) => {
        const heat = fraction(BigInt(textOf(step, 'heatNum')), BigInt(textOf(step, 'heatDen')))
        const metered = `${exactText(heat)} × ${formatPrice(numberOf(step, 'priceE4'))} 元/${textOf(step, 'unit')} = ${resultText(exactYuan(step, 'metered'))}`
        return `基本热费 ${product()}；计量热费 ${metered}；合计 ${resultText(exactYuan(step, 'sum'))} 元`
      },
      term: (step) => exactTerm(step, 'sum'),
    },
    'two-part-cap': {
      restarts: true,
      sentence: (step) => {
        const share = shareText({ num: numberOf(step, 'num'), den: numberOf(step, 'den') })
        const cap = resultText(exactYuan(step, 'cap'))
        return `超过按面积计费 ${resultText(exactYuan(step, 'areaFee'))} 元的 ${share}，按 ${cap} 元计`
      },
      term: (step) => exactTerm(step, 'cap'),
    },
  },
  check(params) {
    const { areaBasis, areaPriceE4, basicPriceE4, days, heatPriceE4, unit, cap, missing } = fieldsOf(params)
    return [
      ...checkOneOf('areaBasis', '面积口径', areaBasis, areaBases),
      ...checkWhole('areaPriceE4', '面积热价（万分之一元）', areaPriceE4, 0, highestPriceE4),
      ...checkWhole('basicPriceE4', '基本热价（万分之一元）', basicPriceE4, 0, highestPriceE4),
      ...(days === undefined ? [] : checkWhole('days', '计费天数', days, 1, 366)),
      ...checkWhole('heatPriceE4', '计量热价（万分之一元）', heatPriceE4, 0, 100_000_000),
      ...checkOneOf('unit', '计量单位', unit, ['kWh', 'GJ']),
      ...(cap === undefined ? [] : checkRatio('cap', '计量热费上限', cap, 100)),
      ...checkOneOf('missing', '无表或坏表时', missing, ['area-fee', 'neighbours']),
    ]
  },
  charges: (area) => area.status === 'heating',
  purpose: (_, area) => (area.metering ? 'metered' : 'provisional'),
  covers: (rule) => rule.feeType,
  price(input) {
    const { metering } = input.area
    const areaFee = part(input, 'area')
    if (isRefused(areaFee)) return areaFee
    if (!metering) return ending(areaFee, 'provisional')
    if (metering.state === 'missing' && input.rule.params.missing === 'area-fee') return ending(areaFee, 'meter-missing')
    const used = heatUsed(input)
    const basic = part(input, 'basic')
    return isRefused(used) ? used : isRefused(basic) ? basic : metered(input, areaFee, basic, used)
  },
}

/** Heat in units of the notice, with the steps that tell where it comes from. */
type Heat = { readonly heat: Fraction; readonly steps: readonly Step[] }

function part({ area, rule, ruleSet, withFactors }: PriceInput<TwoPartRule>, name: 'area' | 'basic'): Priced | Refused {
  const { areaBasis, areaPriceE4, basicPriceE4, days } = rule.params
  const read = readArea(area, areaBasis)
  if (isRefused(read)) return read
  const priceE4 = name === 'area' ? areaPriceE4 : basicPriceE4
  const { customerClass, priceType } = area
  const ground = { customerClass, priceType, noticeNo: ruleSet.notice.no, ruleSetVersion: ruleSet.version }
  const exact = fraction(BigInt(read.areaMilliM2) * BigInt(priceE4) * BigInt(days ?? 1), 100_000)
  return withFactors({ exact, steps: [read.step, { code: 'two-part-price', values: { part: name, priceE4, days: days ?? 0, ...ground } }] })
}

function metered({ rule: { params } }: PriceInput<TwoPartRule>, areaFee: Priced, basic: Priced, { heat, steps }: Heat): Priced {
  const { heatPriceE4, unit, cap } = params
  const forHeat = multiply(heat, fraction(heatPriceE4, 100))
  const exact = add(basic.exact, forHeat)
  const values = {
    unit,
    priceE4: heatPriceE4,
    heatNum: String(heat.num),
    heatDen: String(heat.den),
    ...exactValues(forHeat, 'metered'),
    ...exactValues(exact, 'sum'),
  }
  const all: readonly Step[] = [...basic.steps, ...steps, { code: 'two-part-sum', values }]
  const most = cap ? multiply(areaFee.exact, fractionOf(cap)) : null
  if (!cap || !most || compare(exact, most) <= 0) return { exact, steps: all }
  const capped = { ...cap, ...exactValues(areaFee.exact, 'areaFee'), ...exactValues(most, 'cap') }
  return { exact: most, steps: [...all, { code: 'two-part-cap', values: capped }] }
}

function heatUsed({ area, rule: { params } }: PriceInput<TwoPartRule>): Heat | Refused {
  const { metering } = area
  if (metering?.state === 'read') {
    const other = metering.meters.filter(({ unit }) => unit !== params.unit)
    if (other.length > 0) return { faults: other.map((meter) => unitFault(meter.meterNo, meter.unit, params.unit)) }
    const heat = sum(metering.meters.map(({ startMilli, endMilli }) => fraction(endMilli - startMilli, 1000)))
    return { heat, steps: metering.meters.map(meterStep) }
  }
  const { unit, neighboursMilliPerM2: milliPerM2 } = metering ?? {}
  if (milliPerM2 === undefined) {
    const message = `${area.name}热量表缺失或故障，没有登记同类用户的平均用热量`
    return { faults: [{ code: 'FACT_NOT_RECORDED', path: 'metering.neighboursMilliPerM2', message }] }
  }
  if (unit !== params.unit) return { faults: [unitFault('（平均用热量）', unit ?? '未登记', params.unit)] }
  const read = readArea(area, params.areaBasis)
  if (isRefused(read)) return read
  const { areaMilliM2 } = read
  const heat = fraction(BigInt(areaMilliM2) * BigInt(milliPerM2), 1_000_000)
  return { heat, steps: [{ code: 'meter-neighbours', values: { milliPerM2, areaMilliM2, unit } }] }
}

function meterStep({ meterNo, unit, startMilli, endMilli }: MeterFacts): Step {
  return { code: 'meter', values: { meterNo, unit, startMilli, endMilli } }
}

function unitFault(meterNo: string, unit: string, wanted: string): Fault {
  const message = `热量表 ${meterNo} 以 ${unit} 计量，而价格文件按 ${wanted} 定价，不能换算`
  return { code: 'METER_UNIT_MISMATCH', path: 'metering', message }
}

function ending({ exact, steps }: Priced, code: string): Priced {
  return { exact, steps: [...steps, { code, values: {} }] }
}
