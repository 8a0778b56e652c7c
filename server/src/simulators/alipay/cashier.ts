import type { MovableClock } from '../wire/movable-clock.ts'
import { beijingTime, escapeHtml, page, yuan } from '../wire/page.ts'
import type { Call, Reply, Route } from '../wire/router.ts'
import { safeReturn } from '../wire/safe-return.ts'
import { ApiError } from './api-error.ts'
import type { AppConfig } from './config.ts'
import { readBiz } from './gateway.ts'
import { behaviours, isBehaviour, magicAmountTable } from './magic-amounts.ts'
import type { Payments } from './payments.ts'
import type { People } from './persons.ts'
import type { PlatformKeys } from './platform-keys.ts'
import type { VerifyRequest } from './request-signature.ts'
import { returnAddress } from './return-address.ts'
import { readTradeRequest, type TradeRequest } from './trade-request.ts'
import type { Trades } from './trades.ts'

export type CashierDeps = {
  readonly clock: MovableClock
  readonly verify: VerifyRequest
  readonly trades: Trades
  readonly payments: Payments
  readonly people: People
  readonly keys: PlatformKeys
}

type Page = {
  readonly app: AppConfig
  readonly request: TradeRequest
  /** The signed address as it came: the buttons send it back. */
  readonly signed: string
  readonly quitUrl: string | null
  readonly returnUrl: string | null
}

/** alipay.trade.wap.pay as a browser meets it: the signed address is the page, and the trade is placed when somebody pays. */
export function cashierRoutes(deps: CashierDeps): readonly Route[] {
  return [
    { method: 'GET', path: '/sim/alipay/gateway.do', answer: ({ query }) => withPage(deps, query, (shown) => showCashier(deps, shown)) },
    { method: 'POST', path: '/sim/alipay/cashier', answer: (call) => decide(deps, call) },
  ]
}

function withPage(deps: CashierDeps, query: URLSearchParams, show: (page: Page) => Reply): Reply {
  try {
    const params: ReadonlyMap<string, string> = new Map(query)
    const verdict = deps.verify(params, 'page')
    if ('error' in verdict) throw verdict.error
    const biz = readBiz(params)
    const request = readTradeRequest(verdict.app, 'QUICK_WAP_WAY', params, biz, deps.clock.now())
    return show({
      app: verdict.app,
      request,
      signed: query.toString(),
      quitUrl: safeReturn(typeof biz.quit_url === 'string' ? biz.quit_url : null),
      returnUrl: safeReturn(params.get('return_url') ?? null),
    })
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return refusal(`${error.subCode} ${error.message}`)
  }
}

function refusal(words: string): Reply {
  return page('支付宝收银台模拟', `<div class="card"><h1>支付宝收银台模拟</h1><p class="bad">${escapeHtml(words)}</p></div>`, {
    status: 400,
  })
}

function showCashier({ people, trades }: CashierDeps, { app, request, signed }: Page): Reply {
  const persons = people.list().map(({ id, name }) => `<option value="${escapeHtml(id)}">${escapeHtml(name)}</option>`)
  const chosen = trades.behaviourFor(request)
  const options = Object.entries(behaviours)
    .filter(([, behaviour]) => !('create' in behaviour))
    .map(([name, { title }]) => `<option value="${name}"${name === chosen ? ' selected' : ''}>${escapeHtml(title)}</option>`)
  const rows = magicAmountTable().map(
    ({ amountFen, title }) => `<tr><td class="number">${yuan(amountFen)}</td><td>${escapeHtml(title)}</td></tr>`,
  )
  return page(
    '支付宝收银台模拟',
    `<h1 class="center">支付宝收银台模拟</h1>
<form method="post" action="/sim/alipay/cashier" class="card">
<input type="hidden" name="signed" value="${escapeHtml(signed)}">
<p class="center">${escapeHtml(app.sellerName)}</p>
<p class="amount">¥${yuan(request.totalFen)}</p>
<dl><dt>商品</dt><dd>${escapeHtml(request.subject)}</dd><dt>商户单号</dt><dd>${escapeHtml(request.outTradeNo)}</dd><dt>请在此前支付</dt><dd>${request.expiresAt === null ? '' : beijingTime(request.expiresAt)}</dd></dl>
<p><label>以这位虚构的用户付款：<select name="person">${persons.join('')}</select></label></p>
<button class="primary" name="act" value="pay">支付</button>
<button name="act" value="cancel">取消</button>
<details><summary>故障演练</summary>
<label>按“支付”以后：<select name="behaviour">${options.join('')}</select></label>
<p class="quiet">金额正好是下面这些时，自动这样表现：</p>
<div class="scroll"><table>${rows.join('')}</table></div>
</details>
</form>`,
  )
}

function decide(deps: CashierDeps, { body }: Call): Reply {
  const form = new URLSearchParams(body.toString('utf8'))
  const { clock, keys, trades, payments, people } = deps
  return withPage(deps, new URLSearchParams(form.get('signed') ?? ''), ({ app, request, quitUrl, returnUrl }) => {
    if (form.get('act') !== 'pay') return result('cancel', '已取消，没有扣款', request, quitUrl ?? returnUrl)
    const person = people.find(form.get('person') ?? '')
    if (person === undefined) return refusal('没有这位用户')
    const behaviour = form.get('behaviour')
    if (isBehaviour(behaviour) && behaviour !== trades.behaviourFor(request)) trades.setBehaviour(request.outTradeNo, behaviour)
    const { shown, text, trade } = payments.pay(trades.place(request, person.id))
    const back = returnUrl === null ? null : returnAddress(returnUrl, trade, app, keys.keyFor(app), clock.now())
    return result(shown === 'ok' ? 'ok' : 'fail', text, request, back)
  })
}

function result(outcome: 'ok' | 'cancel' | 'fail', words: string, { totalFen, subject }: TradeRequest, back: string | null): Reply {
  return page(
    '支付宝收银台模拟',
    `<div class="card center" id="result" data-outcome="${outcome}">
<h1 class="${outcome === 'ok' ? 'ok' : 'bad'}">${escapeHtml(words)}</h1>
<p class="amount">¥${yuan(totalFen)}</p>
<p class="quiet">${escapeHtml(subject)}</p>
${back === null ? '' : `<a class="button primary" id="done" href="${escapeHtml(back)}">返回商户</a>`}
</div>`,
  )
}
