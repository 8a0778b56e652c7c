import { createHash } from 'node:crypto'
import { appMismatch, invalidRequest, paramError } from './api-error.ts'
import type { MerchantConfig } from './config.ts'
import { readWireTime } from './wire-time.ts'

/** A JSAPI order as a merchant asks for it, checked field by field. */
export type OrderRequest = {
  readonly subMchId: string | null
  readonly appId: string
  readonly openid: string
  readonly outTradeNo: string
  readonly description: string
  readonly attach: string | null
  readonly totalFen: number
  readonly notifyUrl: string
  readonly timeExpireAt: number | null
  readonly fingerprint: string
}

/** Reads the body of a direct or partner order; throws ApiError with the code the platform gives. */
export function readOrderRequest(merchant: MerchantConfig, body: Record<string, unknown>, partner: boolean, now: number): OrderRequest {
  const text = (name: string, most: number): string => {
    const value = body[name]
    if (typeof value !== 'string' || value === '' || [...value].length > most) throw paramError(`参数错误：${name}`)
    return value
  }
  const appId = text(partner ? 'sp_appid' : 'appid', 32)
  if (text(partner ? 'sp_mchid' : 'mchid', 32) !== merchant.mchId) throw invalidRequest('请求中的商户号与签名的商户号不一致')
  if (!merchant.appIds.includes(appId)) throw appMismatch()
  const subMchId = partner ? text('sub_mchid', 32) : null
  if (partner && !merchant.subMerchants.some(({ mchId }) => mchId === subMchId)) throw invalidRequest('特约商户与服务商没有受理关系')

  const payer = objectOf(body.payer)[partner ? 'sp_openid' : 'openid']
  if (typeof payer !== 'string' || !/^[\w-]{1,128}$/.test(payer)) throw paramError('参数错误：openid')
  const outTradeNo = text('out_trade_no', 32)
  if (!/^[0-9A-Za-z_*|-]{6,32}$/.test(outTradeNo)) throw paramError('参数错误：out_trade_no')
  const { total, currency = 'CNY' } = objectOf(body.amount)
  if (typeof total !== 'number' || !Number.isSafeInteger(total) || total < 1 || currency !== 'CNY') throw paramError('参数错误：amount')
  const timeExpireAt = body.time_expire === undefined ? null : readWireTime(body.time_expire)
  if (body.time_expire !== undefined && (timeExpireAt === null || timeExpireAt <= now)) throw paramError('参数错误：time_expire')

  return {
    subMchId,
    appId,
    openid: payer,
    outTradeNo,
    description: text('description', 127),
    attach: body.attach === undefined ? null : text('attach', 128),
    totalFen: total,
    notifyUrl: readNotifyUrl(text('notify_url', 255)),
    timeExpireAt,
    fingerprint: createHash('sha256').update(canonical(body)).digest('hex'),
  }
}

/** Https without a query, as the platform demands; plain http only to this machine, where the simulator lives. */
function readNotifyUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null
  const local = url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url === null || (url.protocol !== 'https:' && !local) || url.search !== '' || url.hash !== '')
    throw paramError('参数错误：notify_url')
  return value
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

/** The same parameters in another order are the same parameters. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join()}}`
}
