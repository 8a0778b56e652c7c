import { type Machine, nextState } from './machine.ts'

export type SeasonState = 'planned' | 'open' | 'closed'
export type SeasonEvent = 'open' | 'close' | 'reopen'

/** 采暖季 of one organisation. Only an open season is billed; a closed one still takes payments of its arrears. */
export const season: Machine<SeasonState, SeasonEvent> = {
  code: 'SEASON',
  title: '采暖季',
  initial: 'planned',
  transitions: {
    planned: { open: 'open' },
    open: { close: 'closed' },
    closed: { reopen: 'open' },
  },
  labels: { planned: '筹备中', open: '进行中', closed: '已结束' },
  eventLabels: { open: '启用', close: '结束', reopen: '重新启用' },
}

export const seasonTransitions = season.transitions
export const seasonStateLabels = season.labels

/** Throws TransitionRefused (SEASON_TRANSITION_REFUSED). */
export function nextSeasonState(from: SeasonState, event: SeasonEvent): SeasonState {
  return nextState(season, from, event)
}
