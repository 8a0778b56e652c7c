import { asObject, asText, type JsonObject } from '../wire/json.ts'
import type { MerchantRef, MoneyProof } from './port.ts'
import { fromRfc3339 } from './rfc3339.ts'

export type Trade = {
  readonly state: string
  readonly mchId: string
  readonly subMchId: string | null
  readonly orderNo: string
}

/** Who and which order a trade of a query or a notice is about; null when a field is missing. Partner trades carry other field names. */
export function readTrade(json: JsonObject, mode: MerchantRef['mode']): Trade | null {
  const state = asText(json.trade_state)
  const mchId = asText(mode === 'partner' ? json.sp_mchid : json.mchid)
  const subMchId = mode === 'partner' ? asText(json.sub_mchid) : null
  const orderNo = asText(json.out_trade_no)
  if (state === null || mchId === null || orderNo === null || (mode === 'partner' && subMchId === null)) return null
  return { state, mchId, subMchId, orderNo }
}

/** The money of a paid trade. `amount.total` is settled, not `payer_total`, which coupons make smaller. Null when anything is missing or odd. */
export function readMoneyProof(json: JsonObject, mode: MerchantRef['mode']): MoneyProof | null {
  const trade = readTrade(json, mode)
  const appId = asText(mode === 'partner' ? json.sp_appid : json.appid)
  const transactionId = asText(json.transaction_id)
  const amount = asObject(json.amount)
  const totalFen = amount?.total
  const succeededAt = fromRfc3339(json.success_time)
  if (trade === null || appId === null || transactionId === null || succeededAt === null) return null
  if (!/^[\w*|-]{1,32}$/.test(trade.orderNo) || !/^\w{1,32}$/.test(transactionId)) return null
  if (typeof totalFen !== 'number' || !Number.isSafeInteger(totalFen) || totalFen <= 0) return null
  if (amount?.currency !== undefined && amount.currency !== 'CNY') return null
  const payer = asObject(json.payer)
  const payerOpenid = asText(mode === 'partner' ? payer?.sp_openid : payer?.openid)
  const { mchId, subMchId, orderNo } = trade
  return { mchId, subMchId, appId, orderNo, transactionId, totalFen, payerOpenid, succeededAt }
}

export function isOf({ mchId, subMchId }: Pick<Trade, 'mchId' | 'subMchId'>, merchant: MerchantRef): boolean {
  return mchId === merchant.mchId && subMchId === (merchant.mode === 'partner' ? merchant.subMchId : null)
}
