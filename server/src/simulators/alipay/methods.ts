import { randomBytes } from 'node:crypto'
import type { MovableClock } from '../wire/movable-clock.ts'
import { businessFailed, invalidParameter, systemError } from './api-error.ts'
import type { BillFiles } from './bill-files.ts'
import type { Codes } from './codes.ts'
import type { AppConfig } from './config.ts'
import type { Asked, Method } from './gateway.ts'
import { behaviourOf } from './magic-amounts.ts'
import { readYuan, yuanText } from './money.ts'
import type { Payments } from './payments.ts'
import type { People, Person } from './persons.ts'
import { refundedFen, type Trade } from './trade.ts'
import { readTradeRequest } from './trade-request.ts'
import type { Trades } from './trades.ts'
import { wireTime } from './wire-time.ts'

export type MethodDeps = {
  readonly clock: MovableClock
  readonly trades: Trades
  readonly payments: Payments
  readonly people: People
  readonly codes: Codes
  readonly bills: BillFiles
}

/** The methods this gateway knows. */
export function createMethods(deps: MethodDeps): Readonly<Record<string, Method>> {
  const { trades, codes, people, bills } = deps
  return {
    'alipay.trade.create': { operation: 'create', work: (asked) => create(deps, asked) },
    'alipay.trade.query': { operation: 'query', work: (asked) => tradeView(deps, asked.app, find(trades, asked)) },
    'alipay.trade.close': {
      operation: 'close',
      work: (asked) => {
        const { tradeNo, outTradeNo } = trades.close(find(trades, asked))
        return { trade_no: tradeNo, out_trade_no: outTradeNo }
      },
    },
    'alipay.trade.refund': { operation: 'refund', work: (asked) => refund(deps, asked) },
    'alipay.trade.fastpay.refund.query': { operation: 'refund-query', work: (asked) => refundView(find(trades, asked), asked) },
    'alipay.data.dataservice.bill.downloadurl.query': {
      operation: 'bill-address',
      work: ({ app, biz, origin }) => {
        if (biz.bill_type !== 'trade') throw invalidParameter('bill_type')
        return { bill_download_url: `${origin}${bills.open(app.sellerId, biz.bill_date)}` }
      },
    },
    'alipay.system.oauth.token': {
      operation: 'oauth-token',
      bare: true,
      work: ({ app, params }) => {
        if (params.get('grant_type') !== 'authorization_code') throw businessFailed('isv.grant-type-invalid', 'grant_type参数不正确')
        return identityOf(people, app, codes.use(app.appId, params.get('code') ?? ''))
      },
    },
  }
}

function create({ trades, people, clock }: MethodDeps, asked: Asked) {
  const { app, params, biz } = asked
  const request = readTradeRequest(app, 'JSAPI_PAY', params, biz, clock.now())
  const buyer = people.ofBuyer(app.appId, { openId: biz.buyer_open_id, userId: biz.buyer_id })
  if (buyer === undefined) throw invalidParameter('buyer_open_id')
  const behaviour = behaviourOf(trades.behaviourFor(request))
  if (behaviour.create === 'system-error') throw systemError()
  const { tradeNo, outTradeNo } = trades.place(request, buyer.id)
  return behaviour.create === 'hangs' ? ('hang' as const) : { out_trade_no: outTradeNo, trade_no: tradeNo }
}

function find(trades: Trades, { app, biz }: Asked): Trade {
  return trades.find(app.sellerId, { tradeNo: biz.trade_no, outTradeNo: biz.out_trade_no })
}

function tradeView({ people }: MethodDeps, app: AppConfig, trade: Trade) {
  const buyer = people.find(trade.buyerPersonId)
  const paid = trade.paidAt === null ? {} : { send_pay_date: wireTime(trade.paidAt), receipt_amount: yuanText(trade.totalFen) }
  return {
    trade_no: trade.tradeNo,
    out_trade_no: trade.outTradeNo,
    trade_status: trade.state,
    total_amount: yuanText(trade.totalFen),
    buyer_logon_id: '138****0001',
    ...(buyer === undefined ? {} : buyerOf(people, app, buyer)),
    ...paid,
  }
}

function buyerOf(people: People, app: AppConfig, buyer: Person) {
  return app.givesUserId ? { buyer_user_id: people.userId(buyer) } : { buyer_open_id: people.openId(buyer, app.appId) }
}

function refund({ trades, payments, people }: MethodDeps, asked: Asked) {
  const { biz, app } = asked
  const amountFen = readYuan(biz.refund_amount)
  if (amountFen === null) throw invalidParameter('refund_amount')
  if (typeof biz.out_request_no !== 'string' || !/^\w{1,64}$/.test(biz.out_request_no)) throw invalidParameter('out_request_no')
  const reason = typeof biz.refund_reason === 'string' ? biz.refund_reason : null
  const { trade, moved } = payments.refund(find(trades, asked), { outRequestNo: biz.out_request_no, amountFen, reason })
  const done = trade.refunds.find(({ outRequestNo }) => outRequestNo === biz.out_request_no)
  const buyer = people.find(trade.buyerPersonId)
  return {
    trade_no: trade.tradeNo,
    out_trade_no: trade.outTradeNo,
    buyer_logon_id: '138****0001',
    ...(buyer === undefined ? {} : buyerOf(people, app, buyer)),
    fund_change: moved ? 'Y' : 'N',
    refund_fee: yuanText(refundedFen(trade)),
    gmt_refund_pay: wireTime(done?.at ?? 0),
  }
}

/** About a refund nobody made the platform says success and nothing else. */
function refundView(trade: Trade, { biz }: Asked): Record<string, unknown> {
  const found = trade.refunds.find(({ outRequestNo }) => outRequestNo === biz.out_request_no)
  if (found === undefined) return {}
  return {
    trade_no: trade.tradeNo,
    out_trade_no: trade.outTradeNo,
    out_request_no: found.outRequestNo,
    refund_status: 'REFUND_SUCCESS',
    total_amount: yuanText(trade.totalFen),
    refund_amount: yuanText(found.amountFen),
    gmt_refund_pay: wireTime(found.at),
  }
}

function identityOf(people: People, app: AppConfig, person: Person) {
  const token = () => randomBytes(20).toString('hex')
  return {
    ...(app.givesUserId ? { user_id: people.userId(person) } : { open_id: people.openId(person, app.appId) }),
    access_token: token(),
    refresh_token: token(),
    expires_in: 1_296_000,
    re_expires_in: 2_592_000,
  }
}
