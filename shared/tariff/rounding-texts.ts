import { plainYuan } from '../format/amount.ts'
import { type Fraction, fraction, multiply } from '../money/fraction.ts'
import type { RoundingMode, RoundingUnit } from '../money/round.ts'
import { exactText, resultText } from './exact-text.ts'
import type { RoundingLevel } from './rule-set.ts'
import type { Step } from './step.ts'
import { numberOf, type StepTexts, type Term, textOf, yuanOf } from './step-text.ts'

const modeNames: Readonly<Record<RoundingMode, string>> = { 'half-up': '四舍五入', truncate: '舍去尾数' }
const unitNames: Readonly<Record<RoundingUnit, string>> = { fen: '分', jiao: '角', yuan: '元' }
const levelNames: Readonly<Record<RoundingLevel, string>> = { line: '本项', fee: '同一费用', bill: '全单' }

/** The steps that end a line: rounding it alone, or rounding a sum and splitting it. */
export function roundingTexts(termsOf: (steps: readonly Step[]) => Term[]): StepTexts {
  return {
    round: {
      sentence: (step, before) => `${productText(termsOf(before))}，${roundingName(step)} = ${yuanOf(step, 'amountFen')}`,
    },
    'round-sum': {
      sentence: (step, before) => {
        const sum = `${levelNames[textOf(step, 'level') as RoundingLevel]} ${numberOf(step, 'lines')} 项合计 ${resultText(sumOf(step))}`
        return `${productText(termsOf(before))}；${sum}，${roundingName(step)} = ${yuanOf(step, 'totalFen')}`
      },
    },
    split: {
      sentence: (step, before) => {
        const sum = before.findLast(({ code }) => code === 'round-sum')
        const share = `${exactText(productOf(termsOf(before)))} ÷ ${sum ? exactText(sumOf(sum)) : ''} × ${plainYuan(numberOf(step, 'totalFen'))}`
        const extra = numberOf(step, 'extraFen') === 0 ? '' : `，按最大余数法补 ${yuanOf(step, 'extraFen')}`
        return `按比例分摊：${share}，舍去尾数到分 = ${yuanOf(step, 'keptFen')}${extra}，本项 = ${yuanOf(step, 'amountFen')}`
      },
    },
  }
}

/** 四舍五入到分 */
export function roundingName(step: Step): string {
  return `${modeNames[textOf(step, 'mode') as RoundingMode]}到${unitNames[textOf(step, 'unit') as RoundingUnit]}`
}

/** 46.57 × 20.50 = 954.685; a single term is its own result. */
export function productText(terms: readonly Term[]): string {
  const [only, ...others] = terms
  if (only && others.length === 0) return resultText(only.value)
  return `${terms.map(({ text }) => text).join(' × ')} = ${resultText(productOf(terms))}`
}

function productOf(terms: readonly Term[]): Fraction {
  return terms.map(({ value }) => value).reduce(multiply, fraction(1))
}

/** The stored sum is in fen; readers get yuan. */
function sumOf(step: Step): Fraction {
  return fraction(BigInt(textOf(step, 'sumNum')), BigInt(textOf(step, 'sumDen')) * 100n)
}
