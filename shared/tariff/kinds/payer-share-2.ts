import { formatArea, formatPrice, plainYuan } from '../../format/amount.ts'
import { add, compare, type Fraction, fraction, multiply } from '../../money/fraction.ts'
import { exactTerm, exactValues, exactYuan } from '../exact-step.ts'
import { resultText } from '../exact-text.ts'
import { type AreaBasis, areaBases, areaOf, type HeatedAreaFacts, type Payer } from '../facts.ts'
import { checkOneOf, checkWhole, type Fault, fieldsOf } from '../fault.ts'
import { payerName } from '../period-texts.ts'
import { fractionOf, type Ratio, shareText } from '../ratio.ts'
import type { RuleOf } from '../rule-set.ts'
import type { Step } from '../step.ts'
import { numberOf, textOf } from '../step-text.ts'
import { checkPayerParts, type PayerAmount } from './payer-share.ts'
import type { PayerKind, PayerPart } from './rule-kind.ts'

/** `firstMilliM2`: only for so much of the area (1/1000 m²): 85 % of the first 45 m². */
export type PayerTierAmount =
  | (Extract<PayerAmount, { kind: 'share' }> & { readonly first?: { readonly milliM2: number; readonly areaBasis: AreaBasis } })
  | (Extract<PayerAmount, { kind: 'per-area' }> & { readonly firstMilliM2?: number })
  | Extract<PayerAmount, { kind: 'fixed' }>
export type PayerTiersParams = { readonly parts: readonly { readonly payer: Payer; readonly pays: PayerTierAmount }[] }
export type PayerTiersRule = RuleOf<'payer-share@2', PayerTiersParams>

/** 补贴与代付 of which a part may be limited to the first so many m²; the explanation names the area. */
export const payerTiers: PayerKind<PayerTiersRule> = {
  role: 'payer',
  title: '补贴与代付（可限面积）',
  texts: {
    'payer-amount': {
      restarts: true,
      sentence: (step, _, product) => {
        const most = step.values.cut === undefined ? '' : '，以尚余的金额为限'
        return `${product()}，其中${payerName(textOf(step, 'payer'))}承担${amountText(step)}${most}：${resultText(exactYuan(step, 'part'))} 元`
      },
      term: (step) => exactTerm(step, 'part'),
    },
    'payer-rest': {
      restarts: true,
      sentence: (step, _, product) => {
        const others = textOf(step, 'payers').split(' ').map(payerName).join('、')
        const less = `扣除${others}承担的 ${resultText(exactYuan(step, 'others'))} 元`
        return `${product()}，${less}，用热人承担其余 ${resultText(exactYuan(step, 'part'))} 元`
      },
      term: (step) => exactTerm(step, 'part'),
    },
  },
  check: (params) => checkPayerParts(params, checkFirst),
  payers({ area, rule: { params } }, exact) {
    let left = exact
    const parts: PayerPart[] = []
    for (const { payer, pays } of params.parts) {
      const wanted = amountOf(pays, exact, area)
      if (!wanted) {
        return { faults: [{ code: 'AREA_NOT_RECORDED', path: 'parts', message: `${area.name}没有登记补贴所依据的面积` }] }
      }
      const cut = compare(wanted.exact, left) > 0
      const part = cut ? left : wanted.exact
      left = minus(left, part)
      const values = { payer, ...wanted.values, ...(cut ? { cut: 1 } : {}), ...exactValues(part, 'part') }
      parts.push({ payer, exact: part, steps: [{ code: 'payer-amount', values }] })
    }
    const payers = params.parts.map(({ payer }) => payer).join(' ')
    const rest = { payers, ...exactValues(minus(exact, left), 'others'), ...exactValues(left, 'part') }
    return [{ payer: null, exact: left, steps: [{ code: 'payer-rest', values: rest }] }, ...parts]
  },
}

type Wanted = { readonly exact: Fraction; readonly values: Step['values'] }

/** Null when the area it goes by is not recorded. */
function amountOf(pays: PayerTierAmount, exact: Fraction, area: HeatedAreaFacts): Wanted | null {
  if (pays.kind === 'fixed') return { exact: fraction(pays.amountFen), values: { fixedFen: pays.amountFen } }
  if (pays.kind === 'per-area') {
    const areaMilliM2 = areaOf(area, pays.areaBasis)
    if (areaMilliM2 === null) return null
    const countedMilliM2 = Math.min(areaMilliM2, pays.firstMilliM2 ?? areaMilliM2)
    const limit = pays.firstMilliM2 === undefined ? {} : { firstMilliM2: pays.firstMilliM2 }
    return {
      exact: fraction(BigInt(countedMilliM2) * BigInt(pays.priceE4), 100_000),
      values: { priceE4: pays.priceE4, areaMilliM2, countedMilliM2, ...limit },
    }
  }
  const { share, first } = pays
  const ofLine = multiply(exact, fractionOf(share))
  const values = { num: share.num, den: share.den }
  if (!first) return { exact: ofLine, values }
  const areaMilliM2 = areaOf(area, first.areaBasis)
  if (areaMilliM2 === null) return null
  const countedMilliM2 = Math.min(areaMilliM2, first.milliM2)
  const part = areaMilliM2 === 0 ? fraction(1) : fraction(countedMilliM2, areaMilliM2)
  return { exact: multiply(ofLine, part), values: { ...values, areaMilliM2, countedMilliM2, firstMilliM2: first.milliM2 } }
}

function amountText(step: Step): string {
  const { num, priceE4, firstMilliM2 } = step.values
  const limit = firstMilliM2 === undefined ? '' : `，限前 ${formatArea(numberOf(step, 'firstMilliM2'))} ㎡`
  if (priceE4 !== undefined) {
    const area = formatArea(numberOf(step, 'areaMilliM2'))
    const counted = `${formatArea(numberOf(step, 'countedMilliM2'))} ㎡ × ${formatPrice(numberOf(step, 'priceE4'))} 元/㎡`
    return `（${counted}，面积 ${area} ㎡${limit}）`
  }
  if (num === undefined) return `（定额 ${plainYuan(numberOf(step, 'fixedFen'))} 元）`
  const share = shareText({ num: numberOf(step, 'num'), den: numberOf(step, 'den') } satisfies Ratio)
  if (firstMilliM2 === undefined) return `（${share}）`
  const [counted, area] = [formatArea(numberOf(step, 'countedMilliM2')), formatArea(numberOf(step, 'areaMilliM2'))]
  return `（${share} × ${counted} ÷ ${area} ㎡${limit}）`
}

function minus(a: Fraction, { num, den }: Fraction): Fraction {
  return add(a, fraction(-num, den))
}

function checkFirst(path: string, pays: unknown): Fault[] {
  const { kind, first, firstMilliM2 } = fieldsOf(pays)
  if (kind === 'per-area') {
    return firstMilliM2 === undefined
      ? []
      : checkWhole(`${path}.firstMilliM2`, '限补面积（千分之一平方米）', firstMilliM2, 0, 10_000_000_000)
  }
  if (kind !== 'share' || first === undefined) return []
  const { milliM2, areaBasis } = fieldsOf(first)
  return [
    ...checkWhole(`${path}.first.milliM2`, '限补面积（千分之一平方米）', milliM2, 0, 10_000_000_000),
    ...checkOneOf(`${path}.first.areaBasis`, '面积口径', areaBasis, areaBases),
  ]
}
