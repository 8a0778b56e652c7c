import { type Machine, nextState } from './machine.ts'

export type BillingRunState = 'queued' | 'running' | 'stopped' | 'done' | 'failed'
export type BillingRunEvent = 'start' | 'stop' | 'resume' | 'finish' | 'fail'

/**
 * 出账任务. A killed run is started again and goes on where it stopped, so `start` is allowed while running and after failing. A stopped one
 * keeps what it has done and waits for `resume`.
 */
export const billingRun: Machine<BillingRunState, BillingRunEvent> = {
  code: 'BILLING_RUN',
  title: '出账任务',
  initial: 'queued',
  transitions: {
    queued: { start: 'running', stop: 'stopped' },
    running: { start: 'running', stop: 'stopped', finish: 'done', fail: 'failed' },
    stopped: { resume: 'queued' },
    done: {},
    failed: { start: 'running' },
  },
  labels: { queued: '等待出账', running: '出账中', stopped: '已停止', done: '已完成', failed: '已中断' },
  eventLabels: { start: '开始', stop: '停止', resume: '继续', finish: '完成', fail: '记为中断' },
}

export const billingRunTransitions = billingRun.transitions
export const billingRunStateLabels = billingRun.labels

/** Throws TransitionRefused (BILLING_RUN_TRANSITION_REFUSED). */
export function nextBillingRunState(from: BillingRunState, event: BillingRunEvent): BillingRunState {
  return nextState(billingRun, from, event)
}
