import { formatPercent, formatPermille, plainYuan } from '../format/amount.ts'
import { add, type Fraction, fraction, zero } from '../money/fraction.ts'
import { resultText } from './exact-text.ts'
import type { Step } from './step.ts'
import { numberOf, type StepTexts, textOf, yuanOf } from './step-text.ts'

/** The steps written by billing/late-fee.ts. */
export const lateFeeTexts: StepTexts = {
  'late-fee-days': {
    sentence: (step) => {
      const held = numberOf(step, 'heldDays')
      const days = `${textOf(step, 'fromOn')} 至 ${textOf(step, 'throughOn')} 计 ${numberOf(step, 'days')} 天`
      const paused = held === 0 ? '' : `（其间暂停计收 ${held} 天）`
      const rate = formatPermille(numberOf(step, 'dailyRatePpm'))
      return `未缴 ${yuanOf(step, 'openFen')}，缴费截止 ${textOf(step, 'dueOn')}，${days}${paused}，违约金每日 ${rate}`
    },
  },
  'late-fee-days-of-total': {
    sentence: (step) => {
      const held = numberOf(step, 'heldDays')
      const days = `${textOf(step, 'fromOn')} 至 ${textOf(step, 'throughOn')} 计 ${numberOf(step, 'days')} 天`
      const paused = held === 0 ? '' : `（其间暂停计收 ${held} 天）`
      const rate = formatPermille(numberOf(step, 'dailyRatePpm'))
      const base = `全季应收 ${yuanOf(step, 'baseFen')}（未缴 ${yuanOf(step, 'openFen')}）`
      return `${base}，缴费截止 ${textOf(step, 'dueOn')}，${days}${paused}，违约金按全季应收每日 ${rate}`
    },
  },
  'late-fee-sum': {
    sentence: (step, before) => {
      const parts = before.filter(({ code }) => code === 'late-fee-days' || code === 'late-fee-days-of-total')
      const formula = parts.map((part) => factorsOf(part).join(' × ')).join(' + ')
      return `${formula} = ${resultText(parts.map(amountOf).reduce(add, zero))}，四舍五入到分 = ${yuanOf(step, 'amountFen')}`
    },
  },
  'late-fee-cap': {
    sentence: (step) => {
      const share = fraction(numberOf(step, 'num'), numberOf(step, 'den'))
      const ppm = (share.num * 1_000_000n) / share.den
      const exact = share.den * ppm === share.num * 1_000_000n
      const part = exact ? formatPercent(Number(ppm)) : `${share.num}/${share.den}`
      const cap = `违约金累计不超过本金 ${yuanOf(step, 'principalTotalFen')}的 ${part}，舍去尾数到分 = ${yuanOf(step, 'capFen')}`
      return `${cap}，此前已计 ${yuanOf(step, 'postedFen')}，本次计 ${yuanOf(step, 'amountFen')}`
    },
  },
  'late-fee-promised': {
    sentence: (step) => `报价时承诺的违约金为 ${yuanOf(step, 'amountFen')}，按承诺计 ${yuanOf(step, 'amountFen')}`,
  },
}

function factorsOf(part: Step): string[] {
  return [plainYuan(baseOf(part)), formatPermille(numberOf(part, 'dailyRatePpm')), String(numberOf(part, 'days'))]
}

/** In yuan. */
function amountOf(part: Step): Fraction {
  return fraction(BigInt(baseOf(part)) * BigInt(numberOf(part, 'dailyRatePpm')) * BigInt(numberOf(part, 'days')), 100_000_000)
}

/** In fen: what is unpaid, or the season's total where the rule says so. */
function baseOf(part: Step): number {
  return numberOf(part, part.code === 'late-fee-days-of-total' ? 'baseFen' : 'openFen')
}
