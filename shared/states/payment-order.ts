import { type Machine, nextState } from './machine.ts'

export type PaymentOrderState = 'submitted' | 'prepared' | 'unknown' | 'paid' | 'closed' | 'failed'
export type PaymentOrderEvent = 'prepare' | 'lose' | 'decline' | 'confirm' | 'close' | 'expire'

/**
 * 支付单. Born `submitted` by the transaction that promises the quote. Verified money (`confirm`) is accepted in every state; that a second
 * transaction id pays the same order is the business of the room. Answers of the gateway that arrive after money or closing change nothing.
 */
export const paymentOrder: Machine<PaymentOrderState, PaymentOrderEvent> = {
  code: 'PAYMENT_ORDER',
  title: '支付单',
  initial: 'submitted',
  transitions: {
    submitted: { prepare: 'prepared', lose: 'unknown', decline: 'failed', confirm: 'paid', close: 'closed', expire: 'closed' },
    prepared: { prepare: 'prepared', lose: 'unknown', decline: 'failed', confirm: 'paid', close: 'closed', expire: 'closed' },
    unknown: { prepare: 'prepared', lose: 'unknown', decline: 'failed', confirm: 'paid', close: 'closed', expire: 'closed' },
    paid: { prepare: 'paid', lose: 'paid', decline: 'paid', confirm: 'paid' },
    closed: { prepare: 'closed', lose: 'closed', decline: 'closed', confirm: 'paid', close: 'closed', expire: 'closed' },
    failed: { lose: 'failed', decline: 'failed', confirm: 'paid' },
  },
  labels: { submitted: '已提交', prepared: '待支付', unknown: '结果未知', paid: '已支付', closed: '已关闭', failed: '下单失败' },
  eventLabels: { prepare: '预下单', lose: '记为结果未知', decline: '记为下单失败', confirm: '确认到账', close: '关闭', expire: '过期关闭' },
}

export const paymentOrderTransitions = paymentOrder.transitions
export const paymentOrderStateLabels = paymentOrder.labels

/** Throws TransitionRefused (PAYMENT_ORDER_TRANSITION_REFUSED). */
export function nextPaymentOrderState(from: PaymentOrderState, event: PaymentOrderEvent): PaymentOrderState {
  return nextState(paymentOrder, from, event)
}
