import type { ScanOrder } from '../../../../../shared/contracts/payments/scan-collect.ts'

export type CodeView = {
  readonly title: string
  readonly detail: string
  readonly tone: 'plain' | 'paid' | 'over'
  /** It may still be paid, so it can be cancelled and is asked for again. */
  readonly open: boolean
  /** It is over without money: another may be made. */
  readonly again: boolean
}

const waiting = { tone: 'plain', open: true, again: false } as const
const over = { tone: 'over', open: false, again: true } as const

/** What the cashier reads and can do, by how our own order stands. */
export function codeView({ state, codeUrl }: Pick<ScanOrder, 'state' | 'codeUrl'>): CodeView {
  switch (state) {
    case 'paid':
      return { title: '收款成功', detail: '钱已经入账。', tone: 'paid', open: false, again: false }
    case 'closed':
      return { ...over, title: '这个码已经关闭', detail: '没有收到款。万一用户后来付了款，仍会入账，可以在支付单里看到。' }
    case 'failed':
      return { ...over, title: '没有生成收款码', detail: '微信支付没有受理，可以重新收款，或请管理员查看支付单里的答复。' }
    case 'prepared':
      return codeUrl === null
        ? { ...waiting, title: '已过付款时限', detail: '正在和微信支付核对有没有付款，请稍等。' }
        : { ...waiting, title: '请用户扫码付款', detail: '用微信“扫一扫”付款，到账后这里自动显示。' }
    default:
      return { ...waiting, title: '正在生成收款码', detail: '正在等微信支付答复，请稍等，不用重新操作。' }
  }
}

/** Whether the answer can still change soon: a closed order may be paid after all, but nobody waits for that at the counter. */
export function isFollowed(order: Pick<ScanOrder, 'state' | 'codeUrl'>): boolean {
  return codeView(order).open
}

/** Every tenth question goes through to the channel: a notice may be late or lost. */
export const asksGateway = (asked: number) => asked % 10 === 9

/** 还可以付 29 分 05 秒 */
export function timeLeft(until: string, now: number): string {
  const seconds = Math.max(0, Math.floor((Date.parse(until) - now) / 1000))
  return `还可以付 ${Math.floor(seconds / 60)} 分 ${String(seconds % 60).padStart(2, '0')} 秒`
}
