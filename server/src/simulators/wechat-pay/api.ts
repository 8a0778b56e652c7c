import type { MovableClock } from '../wire/movable-clock.ts'
import { json, readBody } from '../wire/replies.ts'
import type { Call, Reply, Route } from '../wire/router.ts'
import { type Operation, type PlannedAnswerFaults, writeAnswer } from './answer-faults.ts'
import { ApiError, invalidRequest, orderNotExist, paramError, systemError } from './api-error.ts'
import type { Book } from './book.ts'
import type { MerchantConfig } from './config.ts'
import { behaviourOf } from './magic-amounts.ts'
import { transactionOf } from './notices.ts'
import { readOrderRequest } from './order-request.ts'
import type { Orders } from './orders.ts'
import type { PlatformKeys } from './platform-keys.ts'
import { seal } from './platform-signature.ts'
import type { RequestVerdict } from './request-signature.ts'
import { wireTime } from './wire-time.ts'

export type ApiDeps = {
  readonly book: Book
  readonly clock: MovableClock
  readonly orders: Orders
  readonly keys: PlatformKeys
  readonly faults: PlannedAnswerFaults
  readonly verify: (call: Call) => RequestVerdict
  /** Says whose app an openid belongs to; null for one we never gave out. */
  readonly appOfOpenid: (openid: string) => string | null
  readonly onRequest: (operation: Operation) => void
}

type Work = (merchant: MerchantConfig, call: Call, body: Record<string, unknown>) => { status: number; value: unknown } | 'hang'

/** The merchants' side of the platform: /v3/…, direct and partner. */
export function apiRoutes(deps: ApiDeps): readonly Route[] {
  const both = [
    { base: '/v3/pay/transactions', partner: false },
    { base: '/v3/pay/partner/transactions', partner: true },
  ]
  return [
    ...both.flatMap(({ base, partner }): Route[] => [
      route(deps, 'POST', `${base}/jsapi`, 'jsapi', (merchant, _call, body) => placeOrder(deps, merchant, body, partner)),
      route(deps, 'GET', `${base}/out-trade-no/:no`, 'query', (merchant, { params, query }) => {
        const subMchId = subMerchant(merchant, Object.fromEntries(query), partner)
        return found(merchant, deps.book.tradeByNumber(merchant.mchId, subMchId, params.no ?? ''))
      }),
      route(deps, 'GET', `${base}/id/:id`, 'query', (merchant, { params, query }) => {
        const subMchId = subMerchant(merchant, Object.fromEntries(query), partner)
        const trade = deps.book.tradeByTransactionId(params.id ?? '')
        return found(merchant, trade?.subMchId === subMchId ? trade : undefined)
      }),
      route(deps, 'POST', `${base}/out-trade-no/:no/close`, 'close', (merchant, { params }, body) => {
        deps.orders.close(merchant, subMerchant(merchant, body, partner), params.no ?? '')
        return { status: 204, value: null }
      }),
    ]),
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

function placeOrder({ orders, clock, appOfOpenid }: ApiDeps, merchant: MerchantConfig, body: Record<string, unknown>, partner: boolean) {
  const request = readOrderRequest(merchant, body, partner, clock.now())
  if ((appOfOpenid(request.openid) ?? request.appId) !== request.appId) throw new ApiError(500, 'OPENID_MISMATCH', 'openid和appid不匹配')
  const behaviour = behaviourOf(orders.behaviourFor(request))
  if (behaviour.prepay === 'system-error') throw systemError()
  const trade = orders.place(merchant, request)
  return behaviour.prepay === 'hangs' ? 'hang' : { status: 200, value: { prepay_id: trade.prepayId } }
}

function found(merchant: MerchantConfig, trade: Parameters<typeof transactionOf>[0] | undefined) {
  if (trade === undefined || trade.mchId !== merchant.mchId) throw orderNotExist()
  return { status: 200, value: transactionOf(trade) }
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
