import { fraction } from '../money/fraction.ts'
import { exactTerm, exactYuan } from './exact-step.ts'
import { resultText } from './exact-text.ts'
import { numberOf, type StepTexts, textOf } from './step-text.ts'

const statusNames: Readonly<Record<string, string>> = { heating: '用热', stopped: '停热', 'not-connected': '未开通' }
const payerNames: Readonly<Record<string, string>> = { org: '单位', government: '政府', developer: '开发商' }

export function payerName(payer: string): string {
  return payerNames[payer] ?? payer
}

/** The steps written by season-parts.ts and price-parts.ts. */
export const periodTexts: StepTexts = {
  period: {
    sentence: (step) => {
      const days = `${textOf(step, 'fromOn')} 至 ${textOf(step, 'toOn')}，计 ${numberOf(step, 'days')} 天`
      const version = step.values.ruleSetVersion === undefined ? '' : `（价目第 ${numberOf(step, 'ruleSetVersion')} 版）`
      return `${statusNames[textOf(step, 'status')] ?? textOf(step, 'status')}期间 ${days}，占全季 ${numberOf(step, 'seasonDays')} 天${version}`
    },
    term: (step) => {
      const [days, seasonDays] = [numberOf(step, 'days'), numberOf(step, 'seasonDays')]
      return { text: `${days}/${seasonDays}`, labelled: `${days}/${seasonDays} 天`, value: fraction(days, seasonDays) }
    },
  },
  'period-payer': { sentence: (step) => `该期间费用由${payerName(textOf(step, 'payer'))}承担` },
  'stop-too-short': {
    sentence: (step) => {
      const period = `${textOf(step, 'fromOn')} 至 ${textOf(step, 'toOn')}停热 ${numberOf(step, 'days')} 天`
      return `${period}，不足最短报停 ${numberOf(step, 'minStopDays')} 天，按用热计`
    },
  },
  'counted-from': {
    sentence: (step) => {
      const what = textOf(step, 'after') === 'stopped' ? '复热' : '开通'
      return `${textOf(step, 'fromOn')} ${what}，按规定自 ${textOf(step, 'countedFrom')} 起计费`
    },
  },
  'less-base-fee': {
    restarts: true,
    sentence: (step, _, product) => {
      const less = `扣除已计停热基础费 ${resultText(exactYuan(step, 'base'))} 元`
      return `${product()}，${less}，余 ${resultText(exactYuan(step, 'rest'))} 元`
    },
    term: (step) => exactTerm(step, 'rest'),
  },
}
