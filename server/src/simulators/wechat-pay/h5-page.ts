import type { MovableClock } from '../wire/movable-clock.ts'
import { escapeHtml, page } from '../wire/page.ts'
import { redirect } from '../wire/replies.ts'
import type { Call, Reply, Route } from '../wire/router.ts'
import type { Book } from './book.ts'
import type { Trade } from './trade.ts'

/** How long the address of the page may be used. Source: WeChat Pay, H5 order, h5_url. */
const PAGE_MS = 300_000
const PATH = '/sim/wechat-pay/h5'

/** h5_url: the real one stands on wx.tenpay.com, this one beside the site that ordered, where its own pages are passed on to us. */
export function h5PageOf({ siteUrl, prepayId }: Trade, now: number): string {
  return `${siteUrl}${PATH}?prepay_id=${prepayId}&package=${now}`
}

/**
 * The page between the merchant's site and the cashier. As the real one it wants to see where the browser comes from, because only
 * registered sites may send people here, and is closed after five minutes.
 */
export function h5PageRoutes({ book, clock }: { readonly book: Book; readonly clock: MovableClock }): readonly Route[] {
  return [{ method: 'GET', path: PATH, answer: (call) => openCashier(book, clock, call) }]
}

function openCashier(book: Book, clock: MovableClock, { query, headers }: Call): Reply {
  const trade = book.tradeByPrepayId(query.get('prepay_id') ?? '')
  const madeAt = Number(query.get('package'))
  if (trade === undefined || trade.tradeType !== 'MWEB') return refusal('没有这笔订单')
  const from = headers.referer ?? ''
  if (!URL.canParse(from)) return refusal('商家参数格式有误，请联系商家解决（浏览器没有说明来自哪个网站）')
  if (new URL(from).origin !== trade.siteUrl) return refusal('商家存在未配置的参数，请联系商家解决（来源网站不是登记的域名）')
  if (!(clock.now() - madeAt <= PAGE_MS)) return refusal('支付请求已失效，请重新发起支付')
  const target = new URLSearchParams([
    ['prepay_id', trade.prepayId],
    ['return', query.get('redirect_url') ?? ''],
  ])
  return redirect(`/sim/wechat-pay/cashier?${target}`)
}

function refusal(words: string): Reply {
  return page('微信支付模拟', `<div class="card"><h1>微信 H5 支付模拟</h1><p class="bad">${escapeHtml(words)}</p></div>`, { status: 400 })
}
