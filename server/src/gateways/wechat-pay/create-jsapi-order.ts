import { fen } from '../../../../shared/money/fen.ts'
import { asText } from '../wire/json.ts'
import { type CallDeps, checkOrderNo, recordCall } from './call-record.ts'
import type { JsapiOrder, MerchantRef, PrepayResult } from './port.ts'
import { toBeijingRfc3339 } from './rfc3339.ts'
import { exchangeOf } from './signed-requests.ts'

/** POST /v3/pay/transactions/jsapi, or its partner twin. Sending the same order again is safe and gives the same prepay id. */
export async function createJsapiOrder({ client, clock }: CallDeps, merchant: MerchantRef, order: JsapiOrder): Promise<PrepayResult> {
  checkOrderNo(order.orderNo)
  const common = {
    description: order.description,
    out_trade_no: order.orderNo,
    time_expire: toBeijingRfc3339(order.expiresAt),
    notify_url: order.notifyUrl,
    amount: { total: fen(order.totalFen), currency: 'CNY' },
  }
  const direct = { appid: order.appId, mchid: merchant.mchId, ...common, payer: { openid: order.openid } }
  const partner = {
    sp_appid: order.appId,
    sp_mchid: merchant.mchId,
    sub_mchid: merchant.subMchId,
    ...common,
    payer: { sp_openid: order.openid },
  }
  const inPartnerMode = merchant.mode === 'partner'
  const { answer, call } = await recordCall('jsapi-order', inPartnerMode ? partner : direct, clock, () =>
    client.read(
      inPartnerMode
        ? client.requests.postPath('/v3/pay/partner/transactions/jsapi', partner)
        : client.requests.transactions_jsapi(direct).then(exchangeOf),
    ),
  )
  if (answer.kind === 'unknown') return { kind: 'unknown', reason: answer.reason, call }
  if (answer.kind === 'refused') return { kind: 'refused', code: answer.code, message: answer.message, call }
  const prepayId = asText(answer.json.prepay_id)
  if (prepayId === null) return { kind: 'unknown', reason: 'no prepay_id in the answer', call: { ...call, outcome: 'unknown' } }
  return { kind: 'accepted', prepayId, call }
}
