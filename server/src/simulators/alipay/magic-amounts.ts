import type { TamperKind } from './tampering.ts'

export type BehaviourName = keyof typeof behaviours

/** What the platform does with one trade. Each can be asked for by a magic amount, by a control call, or on the cashier page. */
export type Behaviour = {
  readonly title: string
  readonly create?: 'hangs' | 'system-error'
  /** What the person pressing 支付 gets to see; money moves unless `declined`. */
  readonly cashier?: 'declined' | 'says-failed' | 'pending'
  readonly noticeLateMs?: number
  readonly noticeCopies?: number
  /** Sent before the true notice. */
  readonly forgeries?: readonly TamperKind[]
  readonly noticeNever?: boolean
}

export const behaviours = {
  normal: { title: '正常支付' },
  declined: { title: '收银台拒付：余额不足，没有扣款', cashier: 'declined' },
  'create-timeout': { title: '建立交易没有应答，但交易已建立', create: 'hangs' },
  'create-system-error': { title: '建立交易返回系统异常，交易没有建立', create: 'system-error' },
  'paid-says-failed': { title: '已扣款，收银台却说失败（4000）', cashier: 'says-failed' },
  'paid-pending': { title: '已扣款，收银台说正在处理（8000）', cashier: 'pending' },
  'notice-late': { title: '已扣款，通知晚到 5 分钟', noticeLateMs: 300_000 },
  'notice-duplicated': { title: '同一通知同时到达 8 次', noticeCopies: 8 },
  'forged-amount': { title: '先来一个改过金额的通知，再来真的', forgeries: ['amount-after-signing'] },
  'forged-signature': { title: '先来一个签名不对的通知，再来真的', forgeries: ['signature-bit'] },
  'stale-notice': { title: '先来一个两天前的通知，再来真的', forgeries: ['stale'] },
  'weak-signature': { title: '先来一个 RSA（SHA1）签名的通知，再来真的', forgeries: ['sha1'] },
  'forged-every-way': {
    title: '先来各种伪造的通知，再来真的',
    forgeries: ['amount-after-signing', 'amount-twice', 'signature-bit', 'no-signature', 'stale', 'future', 'sha1', 'stranger-key'],
  },
  'notice-never': { title: '已扣款，从不通知，只能查询', noticeNever: true },
} as const satisfies Record<string, Behaviour>

/** The table, in fen: a trade of exactly this amount behaves so. The same amounts as at the WeChat simulator. */
export const magicAmounts: Readonly<Record<number, BehaviourName>> = {
  90001: 'declined',
  90002: 'create-timeout',
  90003: 'create-system-error',
  90004: 'paid-says-failed',
  90005: 'paid-pending',
  90006: 'notice-late',
  90007: 'notice-duplicated',
  90008: 'forged-amount',
  90009: 'forged-signature',
  90010: 'stale-notice',
  90011: 'weak-signature',
  90012: 'forged-every-way',
  90013: 'notice-never',
}

/** A refund of exactly this amount, in fen, is refused. The same amounts as at the WeChat simulator. */
export const refundMagicAmounts: Readonly<Record<number, { readonly title: string; readonly code: string; readonly message: string }>> = {
  70003: { title: '卖家余额不足，充值后才能退', code: 'ACQ.SELLER_BALANCE_NOT_ENOUGH', message: '卖家余额不足' },
  70004: { title: '买家账户已注销，拒绝退款', code: 'ACQ.BUYER_NOT_EXIST', message: '买家不存在' },
}

export function isBehaviour(name: unknown): name is BehaviourName {
  return typeof name === 'string' && Object.hasOwn(behaviours, name)
}

export function behaviourOf(name: BehaviourName): Behaviour {
  return behaviours[name]
}

/** The table as JSON for tests, papers and the cashier page. */
export function magicAmountTable(): { readonly amountFen: number; readonly behaviour: BehaviourName; readonly title: string }[] {
  return Object.entries(magicAmounts).map(([amountFen, behaviour]) => ({
    amountFen: Number(amountFen),
    behaviour,
    title: behaviours[behaviour].title,
  }))
}
