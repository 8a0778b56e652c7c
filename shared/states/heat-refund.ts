import { type Machine, nextState } from './machine.ts'

export type HeatRefundState = 'proposed' | 'posted' | 'refused' | 'withdrawn'
export type HeatRefundEvent = 'post' | 'refuse' | 'withdraw'

/** 室温不达标退费: proposed by one person, posted or refused by another. */
export const heatRefund: Machine<HeatRefundState, HeatRefundEvent> = {
  code: 'HEAT_REFUND',
  title: '室温退费',
  initial: 'proposed',
  transitions: { proposed: { post: 'posted', refuse: 'refused', withdraw: 'withdrawn' }, posted: {}, refused: {}, withdrawn: {} },
  labels: { proposed: '待审核', posted: '已入账', refused: '已驳回', withdrawn: '已撤回' },
  eventLabels: { post: '审核入账', refuse: '驳回', withdraw: '撤回' },
}

/** Throws TransitionRefused (HEAT_REFUND_TRANSITION_REFUSED). */
export function nextHeatRefundState(from: HeatRefundState, event: HeatRefundEvent): HeatRefundState {
  return nextState(heatRefund, from, event)
}

export type OutageState = 'recorded' | 'posting' | 'posted' | 'cancelled'
export type OutageEvent = 'confirm' | 'finish' | 'cancel'

/** 停供事件: recorded by one person, its refunds begun by another, and done when every household had its turn. */
export const outage: Machine<OutageState, OutageEvent> = {
  code: 'OUTAGE',
  title: '停供事件',
  initial: 'recorded',
  transitions: { recorded: { confirm: 'posting', cancel: 'cancelled' }, posting: { finish: 'posted' }, posted: {}, cancelled: {} },
  labels: { recorded: '待审核', posting: '入账中', posted: '已入账', cancelled: '已作废' },
  eventLabels: { confirm: '审核入账', finish: '完成', cancel: '作废' },
}

/** Throws TransitionRefused (OUTAGE_TRANSITION_REFUSED). */
export function nextOutageState(from: OutageState, event: OutageEvent): OutageState {
  return nextState(outage, from, event)
}
