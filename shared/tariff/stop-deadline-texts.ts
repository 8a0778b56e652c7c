import { type StepTexts, textOf } from './step-text.ts'

/** The steps written by stop-deadline.ts. */
export const stopDeadlineTexts: StepTexts = {
  'stop-applied': {
    sentence: (step) => {
      const stop = `${textOf(step, 'fromOn')} 至 ${textOf(step, 'toOn')} 停热`
      return `${stop}于 ${textOf(step, 'appliedOn')} 申请，不晚于截止日 ${textOf(step, 'deadlineOn')}`
    },
  },
  'stop-applied-late': {
    sentence: (step) => {
      const stop = `${textOf(step, 'fromOn')} 至 ${textOf(step, 'toOn')} 停热`
      const late = `${stop}于 ${textOf(step, 'appliedOn')} 申请，晚于截止日 ${textOf(step, 'deadlineOn')}`
      return step.values.stoppedFrom === undefined
        ? `${late}，按用热计`
        : `${late}，自 ${textOf(step, 'stoppedFrom')} 起按停热计，此前按用热计`
    },
  },
}
