import type { MovableClock } from '../wire/movable-clock.ts'
import { escapeHtml, page, yuan } from '../wire/page.ts'
import { redirect } from '../wire/replies.ts'
import type { Call, Reply, Route } from '../wire/router.ts'
import type { Book } from './book.ts'
import type { Trade } from './trade.ts'

const PATH = '/sim/wechat-pay/scan'
const SHOWN = 20

/** 扫一扫 without a camera: what a code says is pasted, or a code that waits is chosen; then the cashier opens. */
export function scanPageRoutes({ book, clock }: { readonly book: Book; readonly clock: MovableClock }): readonly Route[] {
  return [{ method: 'GET', path: PATH, answer: (call) => scan(book, clock, call) }]
}

function scan(book: Book, clock: MovableClock, { query }: Call): Reply {
  const codeUrl = query.get('code_url')
  if (codeUrl === null) return choose(book, clock, null)
  const trade = book.tradeByCodeUrl(codeUrl.trim())
  if (trade === undefined) return choose(book, clock, '没有这个二维码，或已经失效')
  return redirect(
    `/sim/wechat-pay/cashier?${new URLSearchParams([
      ['prepay_id', trade.prepayId],
      ['return', PATH],
    ])}`,
  )
}

function choose(book: Book, clock: MovableClock, fault: string | null): Reply {
  const waiting = book
    .trades()
    .filter(({ codeUrl, state, expiresAt }) => codeUrl !== null && state === 'NOTPAY' && clock.now() <= expiresAt)
  return page(
    '微信扫一扫模拟',
    `<h1 class="center">微信扫一扫模拟</h1>
<form method="get" action="${PATH}" class="card">
${fault === null ? '' : `<p class="bad" role="alert">${escapeHtml(fault)}</p>`}
<p><label>二维码的内容：<input name="code_url" required placeholder="weixin://wxpay/bizpayurl?pr=…"></label></p>
<button class="primary">扫码</button>
</form>
<h2>正在等待付款的二维码</h2>
${waiting.length === 0 ? '<p class="card">现在没有等待付款的二维码。</p>' : waiting.slice(-SHOWN).reverse().map(link).join('\n')}`,
    { status: fault === null ? 200 : 404 },
  )
}

function link({ codeUrl, totalFen, description }: Trade): string {
  return `<a class="button" href="${PATH}?${escapeHtml(new URLSearchParams([['code_url', codeUrl ?? '']]))}">¥${yuan(totalFen)}　${escapeHtml(description)}</a>`
}
