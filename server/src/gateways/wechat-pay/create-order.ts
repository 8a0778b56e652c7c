import { fen } from '../../../../shared/money/fen.ts'
import type { Exchange } from '../wire/http-exchange.ts'
import { asText, type JsonObject } from '../wire/json.ts'
import type { ReadAnswer } from './answers.ts'
import { type CallDeps, checkOrderNo, recordCall } from './call-record.ts'
import type { GatewayCallRecord, H5Order, JsapiOrder, MerchantRef, PayUrlResult, PrepayResult, TradeOrder } from './port.ts'
import { toBeijingRfc3339 } from './rfc3339.ts'
import { exchangeOf } from './signed-requests.ts'

/** POST /v3/pay/transactions/jsapi, or its partner twin. Sending the same order again is safe and gives the same prepay id. */
export async function createJsapiOrder(deps: CallDeps, merchant: MerchantRef, order: JsapiOrder): Promise<PrepayResult> {
  const direct = { ...commonFields(order), ...directParties(merchant, order), payer: { openid: order.openid } }
  const { answer, call } = await send(deps, merchant, {
    type: 'jsapi',
    direct,
    partner: { ...commonFields(order), ...partnerParties(merchant, order), payer: { sp_openid: order.openid } },
    bySdk: () => deps.client.requests.transactions_jsapi(direct).then(exchangeOf),
  })
  if (answer.kind !== 'accepted') return notAccepted(answer, call)
  const prepayId = asText(answer.json.prepay_id)
  if (prepayId === null) return { kind: 'unknown', reason: 'no prepay_id in the answer', call: { ...call, outcome: 'unknown' } }
  return { kind: 'accepted', prepayId, call }
}

/** POST /v3/pay/transactions/h5, or its partner twin: `h5_url` opens the cashier from any mobile browser but WeChat's own. */
export async function createH5Order(deps: CallDeps, merchant: MerchantRef, order: H5Order): Promise<PayUrlResult> {
  const scene = {
    scene_info: { payer_client_ip: order.payerIp, h5_info: { type: 'Wap', app_name: order.siteName, app_url: order.siteUrl } },
  }
  const direct = { ...commonFields(order), ...directParties(merchant, order), ...scene }
  const sent = await send(deps, merchant, {
    type: 'h5',
    direct,
    partner: { ...commonFields(order), ...partnerParties(merchant, order), ...scene },
    bySdk: () => deps.client.requests.transactions_h5(direct).then(exchangeOf),
  })
  return readPayUrl(sent, 'h5_url', /^https?:\/\/[\x21-\x7e]+$/)
}

/** POST /v3/pay/transactions/native, or its partner twin: `code_url` is what the code says that WeChat scans. */
export async function createNativeOrder(deps: CallDeps, merchant: MerchantRef, order: TradeOrder): Promise<PayUrlResult> {
  const direct = { ...commonFields(order), ...directParties(merchant, order) }
  const sent = await send(deps, merchant, {
    type: 'native',
    direct,
    partner: { ...commonFields(order), ...partnerParties(merchant, order) },
    bySdk: () => deps.client.requests.transactions_native(direct).then(exchangeOf),
  })
  return readPayUrl(sent, 'code_url', /^weixin:\/\/wxpay\/[\x21-\x7e]+$/)
}

type Wanted = {
  readonly type: 'jsapi' | 'h5' | 'native'
  readonly direct: JsonObject
  readonly partner: Record<string, unknown>
  /** The library has a method for direct orders only. */
  readonly bySdk: () => Promise<Exchange>
}

function send({ client, clock }: CallDeps, { mode }: MerchantRef, { type, direct, partner, bySdk }: Wanted) {
  const inPartnerMode = mode === 'partner'
  return recordCall(`${type}-order`, inPartnerMode ? partner : direct, clock, () =>
    client.read(inPartnerMode ? client.requests.postPath(`/v3/pay/partner/transactions/${type}`, partner) : bySdk()),
  )
}

function notAccepted(
  answer: Exclude<ReadAnswer, { kind: 'accepted' }>,
  call: GatewayCallRecord,
): Exclude<PrepayResult, { kind: 'accepted' }> {
  if (answer.kind === 'unknown') return { kind: 'unknown', reason: answer.reason, call }
  return { kind: 'refused', code: answer.code, message: answer.message, call }
}

/** Longest address the platform gives. Source: WeChat Pay API v3, h5_url and code_url string[1,512]. */
const LONGEST_URL = 512

function readPayUrl({ answer, call }: Awaited<ReturnType<typeof send>>, name: 'h5_url' | 'code_url', form: RegExp): PayUrlResult {
  if (answer.kind !== 'accepted') return notAccepted(answer, call)
  const payUrl = asText(answer.json[name])
  if (payUrl === null || payUrl.length > LONGEST_URL || !form.test(payUrl))
    return { kind: 'unknown', reason: `no ${name} in the answer`, call: { ...call, outcome: 'unknown' } }
  return { kind: 'accepted', payUrl, call }
}

function commonFields({ orderNo, description, totalFen, expiresAt, notifyUrl }: TradeOrder) {
  checkOrderNo(orderNo)
  return {
    description,
    out_trade_no: orderNo,
    time_expire: toBeijingRfc3339(expiresAt),
    notify_url: notifyUrl,
    amount: { total: fen(totalFen), currency: 'CNY' },
  }
}

function directParties({ mchId }: MerchantRef, { appId }: TradeOrder) {
  return { appid: appId, mchid: mchId }
}

function partnerParties({ mchId, subMchId }: MerchantRef, { appId }: TradeOrder) {
  return { sp_appid: appId, sp_mchid: mchId, sub_mchid: subMchId }
}
