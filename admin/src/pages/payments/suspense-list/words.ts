import type { MoneyTodo } from '../../../../../shared/contracts/payments/refunds.ts'

export const todoKinds = { suspense: '待查款项', kept: '多收、迟到的款', refund: '退费', 'platform-refund': '平台自行退款' } as const

/** What happened, in a sentence for whoever has to see to it. */
export function storyOf({ kind, ours, state }: MoneyTodo): string {
  if (kind === 'suspense') return ours ? '金额或商户与支付单不符，不能自动入账' : '没有对应的支付单，不知道是谁的款'
  if (kind === 'kept') return '同一笔费用缴了两次，或缴费时欠费已变，多出的款成了余额'
  if (kind === 'platform-refund') return ours ? '支付平台退了款，我们没有申请过；账上还没有这笔退款' : '支付平台退了一笔我们没有入账的款'
  return (
    {
      requested: '等另一位同事批准',
      approved: '已批准，还没有发出；多为商户余额不足，充值后系统会再次发起',
      unknown: '没有收到通道的答复，系统会继续查询',
      abnormal: '付款人的账户收不了款，须到支付平台办理',
      failed: '没有退成，款已回到原处；请告知住户',
    }[state as string] ?? ''
  )
}
