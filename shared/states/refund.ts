import { type Machine, nextState } from './machine.ts'

export type RefundState =
  | 'requested'
  | 'approved'
  | 'refused'
  | 'withdrawn'
  | 'submitted'
  | 'unknown'
  | 'processing'
  | 'abnormal'
  | 'done'
  | 'failed'
export type RefundEvent = 'approve' | 'refuse' | 'withdraw' | 'submit' | 'accept' | 'lose' | 'wait' | 'disturb' | 'complete' | 'fail'

/**
 * 退费. Born `requested` by the transaction that sets the money aside. `wait`: the channel cannot take it yet (the merchant's account holds too
 * little), the same request is sent again later. `disturb`: the payer's account cannot take the money, a person sees to it at the channel.
 */
export const refund: Machine<RefundState, RefundEvent> = {
  code: 'REFUND',
  title: '退费',
  initial: 'requested',
  transitions: {
    requested: { approve: 'approved', refuse: 'refused', withdraw: 'withdrawn' },
    approved: { submit: 'submitted', withdraw: 'withdrawn', complete: 'done' },
    refused: {},
    withdrawn: {},
    submitted: {
      submit: 'submitted',
      accept: 'processing',
      lose: 'unknown',
      wait: 'approved',
      disturb: 'abnormal',
      complete: 'done',
      fail: 'failed',
    },
    unknown: {
      submit: 'submitted',
      accept: 'processing',
      lose: 'unknown',
      wait: 'approved',
      disturb: 'abnormal',
      complete: 'done',
      fail: 'failed',
    },
    processing: { disturb: 'abnormal', complete: 'done', fail: 'failed' },
    abnormal: { accept: 'processing', complete: 'done', fail: 'failed' },
    done: {},
    failed: {},
  },
  labels: {
    requested: '待审批',
    approved: '待发起',
    refused: '已驳回',
    withdrawn: '已撤回',
    submitted: '已提交',
    unknown: '结果未知',
    processing: '退款中',
    abnormal: '退款异常',
    done: '已退',
    failed: '退费失败',
  },
  eventLabels: {
    approve: '批准',
    refuse: '驳回',
    withdraw: '撤回',
    submit: '提交通道',
    accept: '通道受理',
    lose: '记为结果未知',
    wait: '等候再次发起',
    disturb: '记为退款异常',
    complete: '确认已退',
    fail: '记为退费失败',
  },
}

export const refundStateLabels = refund.labels
export const refundEventLabels: Readonly<Record<string, string>> = { request: '申请', ...refund.eventLabels }
export const refundStates = Object.keys(refund.transitions) as readonly RefundState[]

/** States in which the money set aside is gone or back where it was: nothing more happens to it. */
export const endedRefundStates: readonly RefundState[] = ['refused', 'withdrawn', 'done', 'failed']

/** Throws TransitionRefused (REFUND_TRANSITION_REFUSED). */
export function nextRefundState(from: RefundState, event: RefundEvent): RefundState {
  return nextState(refund, from, event)
}
