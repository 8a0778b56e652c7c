import type { TamperKind } from './tampering.ts'

export type BehaviourName = keyof typeof behaviours

/** What the platform does with one order. Each can be asked for by a magic amount, by a control call, or on the cashier page. */
export type Behaviour = {
  readonly title: string
  readonly prepay?: 'hangs' | 'system-error'
  /** What the person pressing 支付 gets to see; money moves unless `declined`. */
  readonly cashier?: 'declined' | 'says-failed' | 'times-out'
  readonly noticeLateMs?: number
  readonly noticeCopies?: number
  /** Sent before the true notice. */
  readonly forgeries?: readonly TamperKind[]
  readonly noticeNever?: boolean
}

export const behaviours = {
  normal: { title: '正常支付' },
  declined: { title: '收银台拒付：余额不足，没有扣款', cashier: 'declined' },
  'prepay-timeout': { title: '下单没有应答，但订单已建立', prepay: 'hangs' },
  'prepay-system-error': { title: '下单返回 500 SYSTEM_ERROR，订单没有建立', prepay: 'system-error' },
  'paid-says-failed': { title: '已扣款，收银台却说失败', cashier: 'says-failed' },
  'paid-times-out': { title: '已扣款，收银台一直没有结果', cashier: 'times-out' },
  'notice-late': { title: '已扣款，通知晚到 5 分钟', noticeLateMs: 300_000 },
  'notice-duplicated': { title: '同一通知同时到达 8 次', noticeCopies: 8 },
  'forged-amount': { title: '先来一个改过金额的通知（密文被改、校验标签清零），再来真的', forgeries: ['amount-in-ciphertext'] },
  'forged-signature': { title: '先来一个签名不对的通知，再来真的', forgeries: ['signature-bit'] },
  'stale-notice': { title: '先来一个时间戳过期的通知，再来真的', forgeries: ['stale'] },
  'sign-test': { title: '先来一个 SIGNTEST 探测，再来真的', forgeries: ['sign-test'] },
  'forged-every-way': {
    title: '先来各种伪造的通知，再来真的',
    forgeries: ['amount-in-ciphertext', 'zero-tag', 'signature-bit', 'stale', 'future', 'sign-test', 'body-after-signing', 'stranger-key'],
  },
  'notice-never': { title: '已扣款，从不通知，只能查询', noticeNever: true },
} as const satisfies Record<string, Behaviour>

/** The table, in fen: an order of exactly this amount behaves so. Whole amounts, so that no bill hits one by its last digits. */
export const magicAmounts: Readonly<Record<number, BehaviourName>> = {
  90001: 'declined',
  90002: 'prepay-timeout',
  90003: 'prepay-system-error',
  90004: 'paid-says-failed',
  90005: 'paid-times-out',
  90006: 'notice-late',
  90007: 'notice-duplicated',
  90008: 'forged-amount',
  90009: 'forged-signature',
  90010: 'stale-notice',
  90011: 'sign-test',
  90012: 'forged-every-way',
  90013: 'notice-never',
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
