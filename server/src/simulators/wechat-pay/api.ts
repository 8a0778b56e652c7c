import type { MovableClock } from '../wire/movable-clock.ts'
import { json, readBody } from '../wire/replies.ts'
import type { Call, Reply, Route } from '../wire/router.ts'
import { type Operation, type PlannedAnswerFaults, writeAnswer } from './answer-faults.ts'
import { ApiError, invalidRequest, orderNotExist, paramError, systemError } from './api-error.ts'
import type { BillFiles } from './bill-files.ts'
import type { Book } from './book.ts'
import type { MerchantConfig } from './config.ts'
import { h5PageOf } from './h5-page.ts'
import { behaviourOf } from './magic-amounts.ts'
import { transactionOf } from './notices.ts'
import { readOrderRequest } from './order-request.ts'
import type { Orders } from './orders.ts'
import type { PlatformKeys } from './platform-keys.ts'
import { seal } from './platform-signature.ts'
import { askRefund, findRefund } from './refund-api.ts'
import type { Refunds } from './refunds.ts'
import type { RequestVerdict } from './request-signature.ts'
import type { Trade, TradeType } from './trade.ts'
import { wireTime } from './wire-time.ts'

export type ApiDeps = {
  readonly book: Book
  readonly clock: MovableClock
  readonly orders: Orders
  readonly refunds: Refunds
  readonly bills: BillFiles
  readonly keys: PlatformKeys
  readonly faults: PlannedAnswerFaults
  readonly verify: (call: Call) => RequestVerdict
  /** Says whose app an openid belongs to; null for one we never gave out. */
  readonly appOfOpenid: (openid: string) => string | null
  readonly onRequest: (operation: Operation) => void
}

/** Direct and partner alike: a partner's request names the sub-merchant beside it. */
const REFUNDS = '/v3/refund/domestic/refunds'

const TRADE_TYPES = [
  { operation: 'jsapi', tradeType: 'JSAPI' },
  { operation: 'h5', tradeType: 'MWEB' },
  { operation: 'native', tradeType: 'NATIVE' },
] as const

type Work = (merchant: MerchantConfig, call: Call, body: Record<string, unknown>) => { status: number; value: unknown } | 'hang'

/** The merchants' side of the platform: /v3/…, direct and partner. */
export function apiRoutes(deps: ApiDeps): readonly Route[] {
  const both = [
    { base: '/v3/pay/transactions', partner: false },
    { base: '/v3/pay/partner/transactions', partner: true },
  ]
  return [
    ...both.flatMap(({ base, partner }): Route[] => [
      ...TRADE_TYPES.map(({ operation, tradeType }) =>
        route(deps, 'POST', `${base}/${operation}`, operation, (merchant, _call, body) =>
          placeOrder(deps, merchant, body, { tradeType, partner }),
        ),
      ),
      route(deps, 'GET', `${base}/out-trade-no/:no`, 'query', (merchant, { params, query }) => {
        const subMchId = subMerchant(merchant, Object.fromEntries(query), partner)
        return found(deps, merchant, deps.book.tradeByNumber(merchant.mchId, subMchId, params.no ?? ''))
      }),
      route(deps, 'GET', `${base}/id/:id`, 'query', (merchant, { params, query }) => {
        const subMchId = subMerchant(merchant, Object.fromEntries(query), partner)
        const trade = deps.book.tradeByTransactionId(params.id ?? '')
        return found(deps, merchant, trade?.subMchId === subMchId ? trade : undefined)
      }),
      route(deps, 'POST', `${base}/out-trade-no/:no/close`, 'close', (merchant, { params }, body) => {
        deps.orders.close(merchant, subMerchant(merchant, body, partner), params.no ?? '')
        return { status: 204, value: null }
      }),
    ]),
    route(deps, 'GET', '/v3/bill/tradebill', 'bill', (merchant, { query, headers }) => {
      const subMchId = query.get('sub_mchid')
      const of = subMchId === null ? null : subMerchant(merchant, { sp_mchid: merchant.mchId, sub_mchid: subMchId }, true)
      return { status: 200, value: deps.bills.open(merchant, of, query, `http://${headers.host}`) }
    }),
    route(deps, 'POST', REFUNDS, 'refund', (merchant, _call, body) => askRefund(deps, merchant, body)),
    route(deps, 'GET', `${REFUNDS}/:no`, 'refund-query', (merchant, { params, query }) =>
      findRefund(deps, merchant, params.no ?? '', query.get('sub_mchid')),
    ),
    route(deps, 'GET', '/v3/certificates', 'certificates', (merchant) => listCertificates(deps, merchant)),
  ]
}

function route(deps: ApiDeps, method: Route['method'], path: string, operation: Operation, work: Work): Route {
  return {
    method,
    path,
    answer: (call): Reply => {
      deps.onRequest(operation)
      const verdict = deps.verify(call)
      // for whom it can't recognise, the platform doesn't sign
      if ('fault' in verdict) return json({ code: 'SIGN_ERROR', message: verdict.fault }, 401)
      const fault = deps.faults.next(operation)
      const key = deps.keys.keyFor(verdict.merchant, call.headers['wechatpay-serial'])
      try {
        if (fault === 'system-error-before') throw systemError()
        const body = readBody(call)
        if (body === null) throw paramError('请求体不是 JSON')
        const result = work(verdict.merchant, call, body)
        return result === 'hang' ? 'hang' : writeAnswer(result.status, result.value, key, deps.clock.now(), fault)
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        return writeAnswer(error.status, { code: error.code, message: error.message }, key, deps.clock.now(), fault)
      }
    },
  }
}

function placeOrder(
  { orders, clock, appOfOpenid }: ApiDeps,
  merchant: MerchantConfig,
  body: Record<string, unknown>,
  { tradeType, partner }: { readonly tradeType: TradeType; readonly partner: boolean },
) {
  const request = readOrderRequest(merchant, body, { tradeType, partner, now: clock.now() })
  if (request.openid !== null && (appOfOpenid(request.openid) ?? request.appId) !== request.appId)
    throw new ApiError(500, 'OPENID_MISMATCH', 'openid和appid不匹配')
  const behaviour = behaviourOf(orders.behaviourFor(request))
  if (behaviour.prepay === 'system-error') throw systemError()
  const trade = orders.place(merchant, request)
  return behaviour.prepay === 'hangs' ? 'hang' : { status: 200, value: prepaid(trade, clock.now()) }
}

/** What each trade type is answered: what its payer is shown or led to. */
function prepaid(trade: Trade, now: number): Readonly<Record<string, string>> {
  if (trade.tradeType === 'MWEB') return { h5_url: h5PageOf(trade, now) }
  return trade.codeUrl === null ? { prepay_id: trade.prepayId } : { code_url: trade.codeUrl }
}

function found({ book }: ApiDeps, merchant: MerchantConfig, trade: Parameters<typeof transactionOf>[0] | undefined) {
  if (trade === undefined || trade.mchId !== merchant.mchId) throw orderNotExist()
  return { status: 200, value: transactionOf(trade, book.refundsOf(trade.prepayId).length > 0) }
}

/** The sub-merchant of a partner's request; both numbers in it must be the signer's. */
function subMerchant(merchant: MerchantConfig, fields: Record<string, unknown>, partner: boolean): string | null {
  if (fields[partner ? 'sp_mchid' : 'mchid'] !== merchant.mchId) throw invalidRequest('请求中的商户号与签名的商户号不一致')
  if (!partner) return null
  const known = merchant.subMerchants.find(({ mchId }) => mchId === fields.sub_mchid)
  if (known === undefined) throw invalidRequest('特约商户与服务商没有受理关系')
  return known.mchId
}

function listCertificates({ keys }: ApiDeps, merchant: MerchantConfig) {
  const data = keys.listed().map(({ id, certificatePem }) => ({
    serial_no: id,
    effective_time: wireTime(Date.UTC(2020, 0, 1)),
    expire_time: wireTime(Date.UTC(2060, 0, 1)),
    encrypt_certificate: seal(merchant, certificatePem ?? '', 'certificate'),
  }))
  if (data.length === 0) throw new ApiError(404, 'RESOURCE_NOT_EXISTS', '无可用的平台证书')
  return { status: 200, value: { data } }
}
