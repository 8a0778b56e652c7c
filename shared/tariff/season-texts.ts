import { seasonNameOf } from '../calendar/season.ts'
import { numberOf, type StepTexts, textOf } from './step-text.ts'

export const seasonTexts: StepTexts = {
  season: {
    sentence: (step) => {
      const days = `${textOf(step, 'startsOn')} 至 ${textOf(step, 'endsOn')}，计 ${numberOf(step, 'days')} 天`
      return `${seasonNameOf(textOf(step, 'code'))}：${days}`
    },
  },
}
