import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { HouseholdQuote } from '../../shared/contracts/billing.ts'
import type { Problem } from '../../shared/contracts/problem.ts'
import type { ResidentOrder } from '../../shared/contracts/residents.ts'
import { MINI } from './resident-api.ts'
import type { PayResult, SimulatorControl } from './simulator-control.ts'

/** A resident with a phone: talks to a server over HTTP and pays in the platform's cashier. */
export type Payer = {
  readonly token: string
  ask<Answer>(method: 'GET' | 'POST', path: string, body?: object, key?: string): Promise<Answer>
  /** Binds a flat by the name of its holder. */
  bind(householdNo: string, name: string, more?: object): Promise<void>
  owes(householdNo: string): Promise<HouseholdQuote>
  /** Orders what is owed of these flats now. */
  order(householdNos: readonly string[], key?: string): Promise<ResidentOrder>
  view(orderNo: string): Promise<ResidentOrder>
  /** Presses 支付: the cashier checks paySign first, as the WeChat client does. Answers wx.requestPayment's errMsg. */
  pay(order: ResidentOrder): Promise<string>
}

/** What a refused request throws. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly facts: NonNullable<Problem['facts']>
  constructor({ status, code, detail, facts }: Problem) {
    super(`${status} ${code} ${detail}`)
    this.status = status
    this.code = code
    this.facts = facts ?? {}
  }
}

/** Signs a person of the simulator in at this server. */
export async function signInPayer(url: string, control: SimulatorControl, personId: string, appId: string = MINI.demo): Promise<Payer> {
  const { code } = await control.loginCode(appId, personId)
  const { token } = await ask<{ token: string }>(url, null, 'POST', '/api/resident/sessions', { platform: 'wechat-mini', appId, code })
  return payerAt(url, control, token)
}

/** The same person at another server process: sessions live in the database. */
export function payerAt(
  url: string,
  control: SimulatorControl,
  token: string,
  { channel }: { readonly channel: 'wechat-pay' | 'alipay' } = { channel: 'wechat-pay' },
): Payer {
  const payer: Payer = {
    token,
    ask: (method, path, body, key) => ask(url, token, method, path, body, key),
    async bind(householdNo, name, more = {}) {
      await payer.ask('POST', '/api/resident/bindings', {
        householdNo,
        check: { kind: 'name', name },
        role: 'holder',
        consent: true,
        ...more,
      })
    },
    owes: (householdNo) => payer.ask('GET', `/api/resident/households/${householdNo}/quote`),
    async order(householdNos, key) {
      const quotes = await Promise.all(householdNos.map(payer.owes))
      const totalFen = quotes.reduce((sum, quote) => sum + quote.totalFen, 0)
      return payer.ask('POST', '/api/resident/payment-orders', { householdNos, totalFen, channel }, key)
    },
    view: (orderNo) => payer.ask('GET', `/api/resident/payment-orders/${orderNo}`),
    async pay(order) {
      assert.ok(order.wechatPay, `order ${order.orderNo} is ${order.state} and cannot be paid`)
      return (await control.requestPayment(order.wechatPay)).errMsg
    },
  }
  return payer
}

/** Takes the money at the platform, whatever the phone shows. */
export async function takeMoney(
  control: SimulatorControl,
  order: { readonly orderNo: string },
  how: { readonly at?: number; readonly forced?: boolean; readonly mchId?: string; readonly subMchId?: string } = {},
): Promise<PayResult> {
  const { at, forced, mchId = '1900000001', subMchId } = how
  const paid = await control.pay(
    { mchId, outTradeNo: order.orderNo, ...(subMchId ? { subMchId } : {}) },
    { ...(at === undefined ? {} : { succeededAt: at }), ...(forced ? { forced } : {}) },
  )
  assert.ok(paid.trade.paidAt, `the platform did not take the money: ${paid.text}`)
  return paid
}

async function ask<Answer>(url: string, token: string | null, method: string, path: string, body?: object, key?: string): Promise<Answer> {
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(method === 'POST' ? { 'content-type': 'application/json', 'idempotency-key': key ?? randomUUID() } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await response.text()
  if (!response.ok) throw new Refused(JSON.parse(text) as Problem)
  return JSON.parse(text) as Answer
}
