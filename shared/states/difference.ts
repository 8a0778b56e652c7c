import { type Machine, nextState } from './machine.ts'

export type DifferenceState = 'open' | 'explained' | 'settled' | 'healed'
export type DifferenceEvent = 'explain' | 'confirm' | 'reject' | 'heal' | 'change'

/**
 * 对账差异. One person explains it, another confirms. Looked at again it may be gone (`heal`: the money was booked meanwhile) or be another
 * (`change`), and what was said about the one before says nothing about it.
 */
export const difference: Machine<DifferenceState, DifferenceEvent> = {
  code: 'DIFFERENCE',
  title: '对账差异',
  initial: 'open',
  transitions: {
    open: { explain: 'explained', heal: 'healed', change: 'open' },
    explained: { confirm: 'settled', reject: 'open', heal: 'healed', change: 'open' },
    settled: { change: 'open' },
    healed: { change: 'open' },
  },
  labels: { open: '待处理', explained: '待复核', settled: '已处理', healed: '已相符' },
  eventLabels: { explain: '说明', confirm: '复核通过', reject: '退回', heal: '自动相符', change: '重新出现' },
}

export const differenceStateLabels = difference.labels
export const differenceEventLabels = difference.eventLabels

/** Throws TransitionRefused (DIFFERENCE_TRANSITION_REFUSED). */
export function nextDifferenceState(from: DifferenceState, event: DifferenceEvent): DifferenceState {
  return nextState(difference, from, event)
}

export const differenceKindLabels = {
  'theirs-only': '平台有，我方无',
  'ours-only': '我方有，平台无',
  amount: '收款金额不符',
  refund: '退费不符',
} as const
export type DifferenceKind = keyof typeof differenceKindLabels
