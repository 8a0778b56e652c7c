import type { ResidentOrder } from '../../../../../shared/contracts/residents.ts'

/**
 * confirming: money may be on its way, nobody should pay again. unfinished: not paid, may go on or give up.
 * paid, kept: the ledger has the money, on the bill or wholly as balance. failed, closed: over without money so far.
 */
export type ResultView = 'confirming' | 'unfinished' | 'paid' | 'kept' | 'failed' | 'closed'

export interface Watched {
  readonly order: Pick<ResidentOrder, 'state' | 'totalFen' | 'toBalanceFen' | 'wechatPay' | 'alipay' | 'payPage'>
  /** What the pay sheet said, '' when this screen was not reached from one. */
  readonly sheet: string
  /** We asked for long enough: time to offer something else than waiting. */
  readonly waitedLong: boolean
}

/** What to show for an order. The order's own state decides; the sheet only chooses between waiting and offering to go on. */
export function resultView({ order, sheet, waitedLong }: Watched): ResultView {
  switch (order.state) {
    case 'paid':
      return order.toBalanceFen >= order.totalFen ? 'kept' : 'paid'
    case 'failed':
      return 'failed'
    case 'closed':
      return 'closed'
    default:
      if (order.wechatPay === null && order.alipay === null && order.payPage === null) return 'confirming'
      return sheet === 'finished' && !waitedLong ? 'confirming' : 'unfinished'
  }
}

/** Whether the answer can still change soon: a closed order is followed too, because money may arrive late. */
export function isFollowed(view: ResultView): boolean {
  return view === 'confirming' || view === 'unfinished' || view === 'closed'
}

/** How long to wait before asking again, in ms; null: stop asking by ourselves. Quick at first, about three minutes in all. */
export function nextPollIn(asked: number): number | null {
  if (asked < 5) return 1000
  if (asked < 20) return 2000
  if (asked < 50) return 5000
  return null
}

/** The first question and then every tenth goes through to the gateway: a notice may be late or lost. */
export const asksGateway = (asked: number) => asked % 10 === 0

/** After this many questions without an answer the person is offered more than waiting (about 35 seconds). */
export const waitedLongAfter = 20
