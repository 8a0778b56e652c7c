import { formatArea, plainYuan } from '../format/amount.ts'
import { fraction } from '../money/fraction.ts'
import { exactYuan } from './exact-step.ts'
import { exactText, resultText } from './exact-text.ts'
import { shareText } from './ratio.ts'
import type { Step } from './step.ts'
import { numberOf, type StepTexts, textOf, yuanOf } from './step-text.ts'

/** The steps written by billing/poor-heat.ts and billing/outage.ts. */
export const poorHeatTexts: StepTexts = {
  'day-fee': {
    sentence: (step) => `全季热费 ${yuanOf(step, 'seasonFeeFen')}，采暖季 ${numberOf(step, 'seasonDays')} 天，日热费 ${dayFee(step)}`,
  },
  'month-fee': {
    sentence: (step) => {
      const month = `${numberOf(step, 'month')} 月占 ${numberOf(step, 'percent')}%，当月 ${numberOf(step, 'monthDays')} 天`
      return `全季热费 ${yuanOf(step, 'seasonFeeFen')}，${month}，日热费 ${dayFee(step)}`
    },
  },
  'poor-heat-days': {
    sentence: (step) => {
      const area =
        step.values.failingMilliM2 === undefined
          ? ''
          : ` × ${formatArea(numberOf(step, 'failingMilliM2'))}/${formatArea(numberOf(step, 'areaMilliM2'))} ㎡`
      const share = shareText({ num: numberOf(step, 'num'), den: numberOf(step, 'den') })
      const what = `室温 ${celsius(numberOf(step, 'centiC'))} ℃，${textOf(step, 'fromOn')} 至 ${textOf(step, 'toOn')} 计 ${numberOf(step, 'days')} 天`
      return `${what}，每日退 ${share}：日热费 × ${numberOf(step, 'days')} × ${share}${area} = ${resultText(exactYuan(step, 'part'))} 元`
    },
  },
  'outage-days': {
    sentence: (step) => {
      const time = `停热 ${exactText(fraction(numberOf(step, 'minutes'), 60))} 小时，计 ${exactText(fraction(numberOf(step, 'dayNum'), numberOf(step, 'dayDen')))} 天`
      const share = shareText({ num: numberOf(step, 'num'), den: numberOf(step, 'den') })
      return `${time}，每日退 ${share}：${resultText(exactYuan(step, 'part'))} 元`
    },
  },
  'refund-sum': {
    sentence: (step) => {
      const most = step.values.mostFen === undefined ? '' : `，不超过全季热费 ${yuanOf(step, 'mostFen')}`
      return `合计 ${resultText(exactYuan(step, 'sum'))} 元，四舍五入到分${most} = ${plainYuan(numberOf(step, 'amountFen'))} 元`
    },
  },
}

function dayFee(step: Step): string {
  return `${resultText(exactYuan(step, 'day'))} 元`
}

/** 1650 is 16.50; below zero too. */
function celsius(centiC: number): string {
  return plainYuan(centiC)
}
