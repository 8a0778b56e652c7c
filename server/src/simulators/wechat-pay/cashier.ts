import type { People } from '../wechat-login/persons.ts'
import type { MovableClock } from '../wire/movable-clock.ts'
import { beijingTime, escapeHtml, page, yuan } from '../wire/page.ts'
import { text } from '../wire/replies.ts'
import type { Call, Reply, Route } from '../wire/router.ts'
import { safeReturn } from '../wire/safe-return.ts'
import type { Book } from './book.ts'
import type { MerchantConfig } from './config.ts'
import { behaviours, isBehaviour, magicAmountTable } from './magic-amounts.ts'
import type { Orders } from './orders.ts'
import type { Payments } from './payments.ts'
import type { Trade } from './trade.ts'

export type CashierDeps = {
  readonly book: Book
  readonly clock: MovableClock
  readonly merchants: readonly MerchantConfig[]
  readonly orders: Orders
  readonly payments: Payments
  readonly people: People
}

/** The cashier a person meets in a plain browser: alone with `return=…`, or inside the bridge's overlay. */
export function cashierRoutes(deps: CashierDeps): readonly Route[] {
  return [
    { method: 'GET', path: '/sim/wechat-pay/cashier', answer: (call) => showCashier(deps, call) },
    { method: 'POST', path: '/sim/wechat-pay/cashier', answer: (call) => decide(deps, call) },
    { method: 'GET', path: '/sim/wechat-pay/cashier.js', answer: () => text(200, 'text/javascript', CASHIER_SCRIPT) },
  ]
}

function showCashier({ book, clock, merchants, people }: CashierDeps, { query }: Call): Reply {
  const trade = book.tradeByPrepayId(query.get('prepay_id') ?? '')
  const back = safeReturn(query.get('return'))
  if (trade === undefined)
    return page('模拟收银台', `<div class="card"><h1>模拟收银台</h1><p>没有这笔订单。</p>${backLink(back)}</div>`, { status: 404 })
  const hidden = `<input type="hidden" name="prepay_id" value="${escapeHtml(trade.prepayId)}"><input type="hidden" name="return" value="${escapeHtml(back ?? '')}">`
  const open = trade.state === 'NOTPAY' && clock.now() <= trade.expiresAt
  const state = trade.state === 'SUCCESS' ? '这笔订单已经支付。' : trade.state === 'CLOSED' ? '这笔订单已经关闭。' : '这笔订单已经过期。'
  return page(
    '模拟收银台',
    `<h1 class="center">模拟收银台</h1>
<form method="post" action="/sim/wechat-pay/cashier" class="card">
${hidden}
<p class="center">${escapeHtml(nameOf(merchants, trade))}</p>
<p class="amount">¥${yuan(trade.totalFen)}</p>
<dl><dt>商品</dt><dd>${escapeHtml(trade.description)}</dd><dt>商户单号</dt><dd>${escapeHtml(trade.outTradeNo)}</dd><dt>请在此前支付</dt><dd>${beijingTime(trade.expiresAt)}</dd></dl>
${open ? choices(trade, people) : `<p class="bad">${state}</p><button name="act" value="cancel">返回商户</button>`}
</form>`,
    { script: '/sim/wechat-pay/cashier.js' },
  )
}

function choices(trade: Trade, people: People): string {
  // what happens while ordering can no longer be chosen here
  const options = Object.entries(behaviours)
    .filter(([, behaviour]) => !('prepay' in behaviour))
    .map(([name, { title }]) => `<option value="${name}"${name === trade.behaviour ? ' selected' : ''}>${escapeHtml(title)}</option>`)
  const rows = magicAmountTable().map(
    ({ amountFen, title }) => `<tr><td class="number">${yuan(amountFen)}</td><td>${escapeHtml(title)}</td></tr>`,
  )
  return `${trade.openid === null ? payers(people) : ''}<button class="primary" name="act" value="pay">支付</button>
<button name="act" value="cancel">取消</button>
<button name="act" value="fail">支付失败（没有扣款）</button>
<details><summary>故障演练</summary>
<label>按“支付”以后：<select name="behaviour">${options.join('')}</select></label>
<p class="quiet">金额正好是下面这些时，自动这样表现：</p>
<div class="scroll"><table>${rows.join('')}</table></div>
</details>`
}

/** Whoever opens an H5 page or scans a code may pay. */
function payers(people: People): string {
  const options = people.list().map(({ id, name }) => `<option value="${escapeHtml(id)}">${escapeHtml(name)}</option>`)
  return `<p><label>以这位虚构的用户付款：<select name="person">${options.join('')}</select></label></p>
`
}

function decide({ book, orders, payments }: CashierDeps, { body }: Call): Reply {
  const form = new URLSearchParams(body.toString('utf8'))
  const trade = book.tradeByPrepayId(form.get('prepay_id') ?? '')
  const back = safeReturn(form.get('return'))
  if (trade === undefined) return page('模拟收银台', '<div class="card"><p>没有这笔订单。</p></div>', { status: 404 })
  const act = form.get('act')
  if (act === 'cancel') return result(trade, 'cancel', '已取消，没有扣款', back)
  if (act === 'fail') {
    if (trade.state === 'NOTPAY') orders.decline(trade)
    return result(trade, 'fail', '支付失败，没有扣款', back)
  }
  const behaviour = form.get('behaviour')
  if (isBehaviour(behaviour) && behaviour !== trade.behaviour && trade.state === 'NOTPAY') orders.setBehaviour(trade.outTradeNo, behaviour)
  const outcome = payments.pay(book.tradeByPrepayId(trade.prepayId) ?? trade, { personId: form.get('person') ?? undefined })
  return result(trade, outcome.shown === 'ok' ? 'ok' : 'fail', outcome.text, back)
}

function result(trade: Trade, outcome: 'ok' | 'cancel' | 'fail', words: string, back: string | null): Reply {
  return page(
    '模拟收银台',
    `<div class="card center" id="result" data-outcome="${outcome}">
<h1 class="${outcome === 'ok' ? 'ok' : 'bad'}">${escapeHtml(words)}</h1>
<p class="amount">¥${yuan(trade.totalFen)}</p>
<p class="quiet">${escapeHtml(trade.description)}</p>
${backLink(back) || '<button id="done" class="primary">完成</button>'}
</div>`,
    { script: '/sim/wechat-pay/cashier.js' },
  )
}

function backLink(back: string | null): string {
  return back === null ? '' : `<a class="button primary" id="done" href="${escapeHtml(back)}">返回商户</a>`
}

function nameOf(merchants: readonly MerchantConfig[], { mchId, subMchId }: Trade): string {
  const merchant = merchants.find((candidate) => candidate.mchId === mchId)
  return merchant?.subMerchants.find((sub) => sub.mchId === subMchId)?.name ?? merchant?.name ?? mchId
}

/** On the result page inside an overlay: tells the page around it, at once for a cancel and when 完成 is pressed otherwise. */
const CASHIER_SCRIPT = `'use strict'
const result = document.getElementById('result')
if (result && window.parent !== window) {
  const tell = () => window.parent.postMessage({ source: 'wechat-pay-simulator', outcome: result.dataset.outcome }, window.location.origin)
  if (result.dataset.outcome === 'cancel') tell()
  document.getElementById('done').addEventListener('click', (event) => { event.preventDefault(); tell() })
}
`
