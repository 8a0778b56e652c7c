import { type Machine, nextState } from './machine.ts'

export type JobState = 'queued' | 'running' | 'done' | 'dead'
export type JobEvent = 'claim' | 'finish' | 'fail' | 'exhaust' | 'release' | 'retry'

/** 后台任务. `fail` waits for the next attempt, `exhaust` has none left; `release` takes back a job whose worker died. */
export const job: Machine<JobState, JobEvent> = {
  code: 'JOB',
  title: '后台任务',
  initial: 'queued',
  transitions: {
    queued: { claim: 'running' },
    running: { finish: 'done', fail: 'queued', exhaust: 'dead', release: 'queued' },
    done: {},
    dead: { retry: 'queued' },
  },
  labels: { queued: '等待执行', running: '执行中', done: '已完成', dead: '已停止重试' },
  eventLabels: { claim: '领取', finish: '完成', fail: '记为失败', exhaust: '停止重试', release: '放回队列', retry: '重新执行' },
}

export const jobTransitions = job.transitions
export const jobStateLabels = job.labels

/** Throws TransitionRefused (JOB_TRANSITION_REFUSED). */
export function nextJobState(from: JobState, event: JobEvent): JobState {
  return nextState(job, from, event)
}
