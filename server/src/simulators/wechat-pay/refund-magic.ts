import type { TamperKind } from './tampering.ts'

export type RefundBehaviourName = keyof typeof behaviours

/** What the platform does with one refund. Each can be asked for by a magic amount or by a control call. */
export type RefundBehaviour = {
  readonly title: string
  readonly answer?: 'hangs' | 'system-error'
  readonly account?: 'too-low' | 'payer-gone'
  /** SUCCESS when not given; `later` waits for a control call. */
  readonly end?: 'CLOSED' | 'ABNORMAL' | 'later'
  readonly noticeCopies?: number
  readonly forgeries?: readonly TamperKind[]
  readonly noticeNever?: boolean
}

const behaviours = {
  normal: { title: '正常退款' },
  'refund-timeout': { title: '申请退款没有应答，但已受理并退回', answer: 'hangs' },
  'refund-system-error': { title: '申请退款返回 500 SYSTEM_ERROR，没有受理', answer: 'system-error' },
  'account-too-low': { title: '商户余额不足，充值后才能退', account: 'too-low' },
  'payer-gone': { title: '付款人账户已注销，拒绝退款', account: 'payer-gone' },
  'refund-closed': { title: '受理后关闭，款没有退', end: 'CLOSED' },
  'refund-abnormal': { title: '退款异常：付款人的卡收不了款', end: 'ABNORMAL' },
  'refund-later': { title: '受理后一直在处理，由控制接口决定结果', end: 'later' },
  'notice-duplicated': { title: '同一退款通知同时到达 8 次', noticeCopies: 8 },
  'notice-never': { title: '已退回，从不通知，只能查询', noticeNever: true },
  'forged-every-way': {
    title: '先来各种伪造的退款通知，再来真的',
    forgeries: ['amount-in-ciphertext', 'zero-tag', 'signature-bit', 'stale', 'future', 'sign-test', 'body-after-signing', 'stranger-key'],
  },
} as const satisfies Record<string, RefundBehaviour>

/** The table, in fen: a refund of exactly this amount behaves so. */
export const refundMagicAmounts: Readonly<Record<number, RefundBehaviourName>> = {
  70001: 'refund-timeout',
  70002: 'refund-system-error',
  70003: 'account-too-low',
  70004: 'payer-gone',
  70005: 'refund-closed',
  70006: 'refund-abnormal',
  70007: 'refund-later',
  70008: 'notice-duplicated',
  70009: 'notice-never',
  70010: 'forged-every-way',
}

export function isRefundBehaviour(name: unknown): name is RefundBehaviourName {
  return typeof name === 'string' && Object.hasOwn(behaviours, name)
}

export function refundBehaviourOf(name: RefundBehaviourName): RefundBehaviour {
  return behaviours[name]
}

/** The table as JSON for tests and papers. */
export function refundMagicAmountTable() {
  return Object.entries(refundMagicAmounts).map(([amountFen, behaviour]) => ({
    amountFen: Number(amountFen),
    behaviour,
    title: behaviours[behaviour].title,
  }))
}
