import type { MovableClock } from '../wire/movable-clock.ts'
import { beijingTime, escapeHtml, page, yuan } from '../wire/page.ts'
import { json } from '../wire/replies.ts'
import type { Route } from '../wire/router.ts'
import type { Book } from './book.ts'
import { viewBook } from './book-view.ts'
import { magicAmountTable } from './magic-amounts.ts'
import { refundMagicAmountTable } from './refund-magic.ts'
import type { Notice, Refund, Trade } from './trade.ts'

const SHOWN = 200

/** The platform's own book, as JSON and as a page; and the table of magic amounts as JSON. */
export function bookRoutes(book: Book, clock: MovableClock): readonly Route[] {
  const show = () => page('微信支付模拟：账簿', bookPage(book, clock), { wide: true })
  return [
    { method: 'GET', path: '/sim/wechat-pay/book', answer: ({ query }) => json(viewBook(book, query.get('mchId'))) },
    {
      method: 'GET',
      path: '/sim/wechat-pay/magic-amounts',
      answer: () => json({ magicAmounts: magicAmountTable(), refunds: refundMagicAmountTable() }),
    },
    { method: 'GET', path: '/sim/wechat-pay/', answer: show },
    { method: 'GET', path: '/sim/wechat-pay', answer: show },
  ]
}

function bookPage(book: Book, clock: MovableClock): string {
  const trades = book.trades().slice(-SHOWN).reverse()
  const refunds = book.refunds().slice(-SHOWN).reverse()
  const notices = book.notices().slice(-SHOWN).reverse()
  return `<h1>微信支付模拟：平台自己的账簿</h1>
<p class="quiet">模拟时钟：${beijingTime(clock.now())}（北京时间）。共 ${book.trades().length} 笔订单、${book.notices().length} 个通知，最多显示各 ${SHOWN} 条，最新的在前。</p>
<h2>订单</h2>
${trades.length === 0 ? '<p>还没有订单。</p>' : table(['下单', '商户号', '商户单号', '金额（元）', '状态', '支付', '微信单号', '表现'], trades.map(tradeRow))}
<h2>退款</h2>
${
  refunds.length === 0
    ? '<p>还没有退款。</p>'
    : table(
        ['受理', '商户号', '商户退款单号', '商户单号', '金额（元）', '状态', '退回'],
        refunds.map((refund) => refundRow(refund, book)),
      )
}
<h2>通知</h2>
${
  notices.length === 0
    ? '<p>还没有通知。</p>'
    : table(
        ['建立', '商户单号', '状态', '发送'],
        notices.map((notice) => noticeRow(notice, book)),
      )
}`
}

function table(heads: readonly string[], rows: readonly string[]): string {
  return `<div class="scroll"><table><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

function tradeRow(trade: Trade): string {
  const state = { NOTPAY: trade.declinedAt === null ? '未支付' : '未支付（被拒付过）', SUCCESS: '已支付', CLOSED: '已关闭' }[trade.state]
  const merchant = trade.subMchId === null ? trade.mchId : `${trade.mchId} / ${trade.subMchId}`
  const cells = [beijingTime(trade.createdAt), merchant, trade.outTradeNo].map(cell).join('')
  const rest = [state, trade.paidAt === null ? '' : beijingTime(trade.paidAt), trade.transactionId ?? '', trade.behaviour]
    .map(cell)
    .join('')
  return `<tr>${cells}<td class="number">${yuan(trade.totalFen)}</td>${rest}</tr>`
}

function refundRow(refund: Refund, book: Book): string {
  const state = { PROCESSING: '处理中', SUCCESS: '已退回', CLOSED: '已关闭', ABNORMAL: '退款异常' }[refund.status]
  const trade = book.tradeByPrepayId(refund.prepayId)
  const names = [beijingTime(refund.createdAt), refund.mchId, refund.outRefundNo, trade?.outTradeNo ?? ''].map(cell).join('')
  const end = [state, refund.successAt === null ? '' : beijingTime(refund.successAt)].map(cell).join('')
  return `<tr>${names}<td class="number">${yuan(refund.amountFen)}</td>${end}</tr>`
}

function noticeRow(notice: Notice, book: Book): string {
  const state = notice.acknowledged ? '已被接收' : notice.withheld ? '不发送' : `已发 ${notice.sends} 次，未被接收`
  const attempts = notice.attempts.map(
    ({ at, kind, status, error }) =>
      `${beijingTime(at)} ${escapeHtml(kind === 'true' ? '真' : `伪造 ${kind}`)} → ${escapeHtml(status ?? error)}`,
  )
  const trade = book.tradeByPrepayId(notice.prepayId)
  return `<tr>${[beijingTime(notice.createdAt), trade?.outTradeNo ?? '', state].map(cell).join('')}<td>${attempts.join('<br>')}</td></tr>`
}

function cell(value: string): string {
  return `<td>${escapeHtml(value)}</td>`
}
