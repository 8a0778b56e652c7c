import type { PayWay } from '../payment/port.ts'
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

const WAYS: ReadonlyMap<string, PayWay> = new Map([
  ['JSAPI', 'sheet'],
  ['MWEB', 'page'],
  ['NATIVE', 'code'],
])

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
  if (!isAmount(totalFen) || totalFen === 0) return null
  if (amount?.currency !== undefined && amount.currency !== 'CNY') return null
  const tradeType = asText(json.trade_type)
  const payerFen = amount?.payer_total
  if (tradeType === null || (payerFen !== undefined && !isAmount(payerFen))) return null
  const payer = asObject(json.payer)
  const payerOpenid = asText(mode === 'partner' ? payer?.sp_openid : payer?.openid)
  const { mchId, subMchId, orderNo } = trade
  const said = { way: WAYS.get(tradeType) ?? 'other', ...(payerFen === undefined ? {} : { payerFen }) } as const
  return { mchId, subMchId, appId, orderNo, transactionId, totalFen, payerOpenid, succeededAt, ...said }
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

export function isOf({ mchId, subMchId }: Pick<Trade, 'mchId' | 'subMchId'>, merchant: MerchantRef): boolean {
  return mchId === merchant.mchId && subMchId === (merchant.mode === 'partner' ? merchant.subMchId : null)
}
