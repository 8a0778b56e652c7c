import { formatPrice, plainYuan } from '../../format/amount.ts'
import { add, compare, type Fraction, fraction, multiply, zero } from '../../money/fraction.ts'
import { exactTerm, exactValues, exactYuan } from '../exact-step.ts'
import { resultText } from '../exact-text.ts'
import { type AreaBasis, areaBases, areaOf, type Payer, payers } from '../facts.ts'
import { checkOneOf, checkWhole, type Fault, fieldsOf, impossible } from '../fault.ts'
import { payerName } from '../period-texts.ts'
import { checkRatio, fractionOf, type Ratio, shareText } from '../ratio.ts'
import type { RuleOf } from '../rule-set.ts'
import type { Step } from '../step.ts'
import { numberOf, textOf } from '../step-text.ts'
import type { PayerKind, PayerPart } from './rule-kind.ts'

/** What somebody else pays: a share of the line, an amount per m², or a fixed amount; never more than is left of the line. */
export type PayerAmount =
  | { readonly kind: 'share'; readonly share: Ratio }
  | { readonly kind: 'per-area'; readonly priceE4: number; readonly areaBasis: AreaBasis }
  | { readonly kind: 'fixed'; readonly amountFen: number }
export type PayerShareParams = { readonly parts: readonly { readonly payer: Payer; readonly pays: PayerAmount }[] }
export type PayerShareRule = RuleOf<'payer-share@1', PayerShareParams>

/** 补贴与代付: a part of the charge becomes the receivable of another payer. The parts make the whole, also after rounding. */
export const payerShare: PayerKind<PayerShareRule> = {
  role: 'payer',
  title: '补贴与代付',
  texts: {
    'payer-part': {
      restarts: true,
      sentence: (step, _, product) => {
        const whose = textOf(step, 'payer') === 'resident' ? '用热人' : payerName(textOf(step, 'payer'))
        return `${product()}，其中${whose}承担${amountText(step)}：${resultText(exactYuan(step, 'part'))} 元`
      },
      term: (step) => exactTerm(step, 'part'),
    },
  },
  check: (params) => checkPayerParts(params, () => []),
  payers({ area, rule: { params } }, exact) {
    let left = exact
    const parts: PayerPart[] = []
    for (const { payer, pays } of params.parts) {
      const wanted = amountOf(pays, exact, areaOf(area, pays.kind === 'per-area' ? pays.areaBasis : 'billed'))
      if (!wanted) {
        const message = `${area.name}没有登记补贴所依据的面积`
        return { faults: [{ code: 'AREA_NOT_RECORDED', path: 'parts', message }] }
      }
      const part = compare(wanted, left) > 0 ? left : wanted
      left = add(left, fraction(-part.num, part.den))
      parts.push({ payer, exact: part, steps: [stepOf(payer, part, pays)] })
    }
    return [{ payer: null, exact: left, steps: [stepOf('resident', left)] }, ...parts]
  },
}

function amountOf(pays: PayerAmount, exact: Fraction, areaMilliM2: number | null): Fraction | null {
  if (pays.kind === 'share') return multiply(exact, fractionOf(pays.share))
  if (pays.kind === 'fixed') return fraction(pays.amountFen)
  return areaMilliM2 === null ? null : fraction(BigInt(areaMilliM2) * BigInt(pays.priceE4), 100_000)
}

function stepOf(payer: string, part: Fraction, pays?: PayerAmount): Step {
  const values = { payer, ...exactValues(part, 'part') }
  if (pays?.kind === 'share') return { code: 'payer-part', values: { ...values, num: pays.share.num, den: pays.share.den } }
  if (pays?.kind === 'per-area') return { code: 'payer-part', values: { ...values, priceE4: pays.priceE4 } }
  if (pays?.kind === 'fixed') return { code: 'payer-part', values: { ...values, fixedFen: pays.amountFen } }
  return { code: 'payer-part', values }
}

function amountText(step: Step): string {
  const { num, priceE4, fixedFen } = step.values
  if (num !== undefined) return `（${shareText({ num: numberOf(step, 'num'), den: numberOf(step, 'den') })}）`
  if (priceE4 !== undefined) return `（每平方米 ${formatPrice(numberOf(step, 'priceE4'))} 元）`
  return fixedFen === undefined ? '其余部分' : `（定额 ${plainYuan(numberOf(step, 'fixedFen'))} 元）`
}

function percentOf({ num, den }: Fraction): string {
  const ppm = num * 1_000_000n
  return ppm % den === 0n ? shareText({ num: Number(ppm / den), den: 1_000_000 }) : `${num}/${den}`
}

/** `more` are the faults of what a kind allows in `pays` besides. */
export function checkPayerParts(params: unknown, more: (path: string, pays: unknown) => Fault[]): Fault[] {
  const { parts } = fieldsOf(params)
  if (!Array.isArray(parts) || parts.length === 0) return [impossible('parts', '补贴或代付没有填写付费方')]
  const faults = parts.flatMap((part, index) => [
    ...checkPart(`parts[${index}]`, part),
    ...more(`parts[${index}].pays`, fieldsOf(part).pays),
  ])
  if (faults.length > 0) return faults
  const named = parts.map((part) => fieldsOf(part).payer)
  if (new Set(named).size < named.length) faults.push(impossible('parts', '同一付费方出现两次'))
  const shares = parts.flatMap((part) => {
    const { kind, share } = fieldsOf(fieldsOf(part).pays)
    return kind === 'share' ? [fractionOf(share as Ratio)] : []
  })
  const total = shares.reduce(add, zero)
  if (compare(total, fraction(1)) > 0) {
    faults.push({ code: 'WEIGHTS_DO_NOT_ADD_UP', path: 'parts', message: `各付费方比例合计 ${percentOf(total)}，超过 100%` })
  }
  return faults
}

function checkPart(path: string, part: unknown): Fault[] {
  const { payer, pays } = fieldsOf(part)
  const { kind, share, priceE4, areaBasis, amountFen } = fieldsOf(pays)
  const ofKind = {
    share: () => checkRatio(`${path}.pays.share`, '承担比例', share, 1),
    'per-area': () => [
      ...checkWhole(`${path}.pays.priceE4`, '每平方米补贴（万分之一元）', priceE4, 0, 10_000_000),
      ...checkOneOf(`${path}.pays.areaBasis`, '面积口径', areaBasis, areaBases),
    ],
    fixed: () => checkWhole(`${path}.pays.amountFen`, '定额补贴（分）', amountFen, 0, 1_000_000_000_000),
  }
  const known = kind === 'share' || kind === 'per-area' || kind === 'fixed'
  return [
    ...checkOneOf(`${path}.payer`, '付费方', payer, payers),
    ...(known ? ofKind[kind]() : checkOneOf(`${path}.pays.kind`, '承担方式', kind, Object.keys(ofKind))),
  ]
}
