import { plainYuan } from '../../format/amount.ts'
import { compare, type Fraction, fraction } from '../../money/fraction.ts'
import { exactTerm, exactValues, exactYuan } from '../exact-step.ts'
import { resultText } from '../exact-text.ts'
import { type AreaBasis, areaBases, areaOf } from '../facts.ts'
import { checkOneOf, checkWhole, type Fault, fieldsOf, impossible } from '../fault.ts'
import type { RuleOf } from '../rule-set.ts'
import type { Step } from '../step.ts'
import type { StepText } from '../step-text.ts'
import type { LimitKind } from './rule-kind.ts'

/** In fen for an area and season, or in 1/10 000 yuan per m² of `areaBasis`. */
export type Limit = { readonly fen: number } | { readonly priceE4: number; readonly areaBasis: AreaBasis }
export type ChargeLimitRule = RuleOf<'charge-limit@1', { readonly least?: Limit; readonly most?: Limit }>

/** 最低收费与封顶: what an area's charge may not be below or above, before it is shared out by days. */
export const chargeLimit: LimitKind<ChargeLimitRule> = {
  role: 'limit',
  title: '最低收费与封顶',
  texts: { 'charge-least': limitText('低于最低收费'), 'charge-most': limitText('超过封顶') },
  check(params) {
    const { least, most } = fieldsOf(params)
    const faults = [...checkLimit('least', '最低收费', least), ...checkLimit('most', '封顶', most)]
    if (least === undefined && most === undefined) faults.push(impossible('', '最低收费与封顶至少要填一项'))
    const [low, high] = [fieldsOf(least).fen, fieldsOf(most).fen]
    if (typeof low === 'number' && typeof high === 'number' && low > high) {
      faults.push(impossible('most', `封顶 ${plainYuan(high)} 元低于最低收费 ${plainYuan(low)} 元`))
    }
    return faults
  },
  limit({ area, rule: { params } }, exact) {
    const amountOf = (limit: Limit | undefined): Fraction | null => {
      if (!limit) return null
      if ('fen' in limit) return fraction(limit.fen)
      const areaMilliM2 = areaOf(area, limit.areaBasis)
      return areaMilliM2 === null ? null : fraction(BigInt(areaMilliM2) * BigInt(limit.priceE4), 100_000)
    }
    const [least, most] = [amountOf(params.least), amountOf(params.most)]
    const stepOf = (code: string, limit: Fraction): readonly Step[] => [{ code, values: exactValues(limit, 'limit') }]
    if (most && compare(exact, most) > 0) return { exact: most, steps: stepOf('charge-most', most) }
    if (least && compare(exact, least) < 0) return { exact: least, steps: stepOf('charge-least', least) }
    return null
  },
}

function limitText(what: string): StepText {
  return {
    restarts: true,
    sentence: (step, _, product) => {
      const limit = resultText(exactYuan(step, 'limit'))
      return `${product()}，${what} ${limit} 元，按 ${limit} 元计`
    },
    term: (step) => exactTerm(step, 'limit'),
  }
}

function checkLimit(path: string, label: string, limit: unknown): Fault[] {
  if (limit === undefined) return []
  const { fen, priceE4, areaBasis } = fieldsOf(limit)
  if (fen !== undefined) return checkWhole(`${path}.fen`, `${label}（分）`, fen, 0, 1_000_000_000_000)
  return [
    ...checkWhole(`${path}.priceE4`, `${label}（每平方米万分之一元）`, priceE4, 0, 10_000_000),
    ...checkOneOf(`${path}.areaBasis`, '面积口径', areaBasis, areaBases),
  ]
}
