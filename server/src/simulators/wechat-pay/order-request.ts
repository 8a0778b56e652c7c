import { createHash } from 'node:crypto'
import { isIP } from 'node:net'
import { appMismatch, invalidRequest, paramError } from './api-error.ts'
import type { MerchantConfig } from './config.ts'
import type { TradeType } from './trade.ts'
import { readWireTime } from './wire-time.ts'

/** An order as a merchant asks for it, checked field by field. */
export type OrderRequest = {
  readonly subMchId: string | null
  readonly appId: string
  readonly tradeType: TradeType
  /** Of JSAPI: who will pay. */
  readonly openid: string | null
  /** Of H5: where its payers come from. */
  readonly siteUrl: string | null
  readonly outTradeNo: string
  readonly description: string
  readonly attach: string | null
  readonly totalFen: number
  readonly notifyUrl: string
  readonly timeExpireAt: number | null
  readonly fingerprint: string
}

/** Reads the body of a direct or partner order; throws ApiError with the code the platform gives. */
export function readOrderRequest(
  merchant: MerchantConfig,
  body: Record<string, unknown>,
  { tradeType, partner, now }: { readonly tradeType: TradeType; readonly partner: boolean; readonly now: number },
): OrderRequest {
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

  const outTradeNo = text('out_trade_no', 32)
  if (!/^[0-9A-Za-z_*|-]{6,32}$/.test(outTradeNo)) throw paramError('参数错误：out_trade_no')
  const { total, currency = 'CNY' } = objectOf(body.amount)
  if (typeof total !== 'number' || !Number.isSafeInteger(total) || total < 1 || currency !== 'CNY') throw paramError('参数错误：amount')
  const timeExpireAt = body.time_expire === undefined ? null : readWireTime(body.time_expire)
  if (body.time_expire !== undefined && (timeExpireAt === null || timeExpireAt <= now)) throw paramError('参数错误：time_expire')

  return {
    subMchId,
    appId,
    tradeType,
    openid: tradeType === 'JSAPI' ? readOpenid(objectOf(body.payer)[partner ? 'sp_openid' : 'openid']) : null,
    siteUrl: tradeType === 'MWEB' ? readSite(objectOf(body.scene_info)) : null,
    outTradeNo,
    description: text('description', 127),
    attach: body.attach === undefined ? null : text('attach', 128),
    totalFen: total,
    notifyUrl: readNotifyUrl(text('notify_url', 255)),
    timeExpireAt,
    fingerprint: createHash('sha256').update(canonical(body)).digest('hex'),
  }
}

function readOpenid(value: unknown): string {
  if (typeof value !== 'string' || !/^[\w-]{1,128}$/.test(value)) throw paramError('参数错误：openid')
  return value
}

/** H5 wants the payer's address and the kind of place; `app_url` is where this platform's page will stand, as ours is a stand-in. */
function readSite(scene: Record<string, unknown>): string {
  const { type, app_url: siteUrl } = objectOf(scene.h5_info)
  if (typeof scene.payer_client_ip !== 'string' || isIP(scene.payer_client_ip) === 0) throw paramError('参数错误：payer_client_ip')
  if (type !== 'Wap') throw paramError('参数错误：h5_info.type')
  if (typeof siteUrl !== 'string' || !URL.canParse(siteUrl)) throw paramError('参数错误：h5_info.app_url')
  return new URL(siteUrl).origin
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
