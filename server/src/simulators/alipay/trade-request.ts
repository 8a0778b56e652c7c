import { createHash } from 'node:crypto'
import { invalidParameter } from './api-error.ts'
import type { AppConfig } from './config.ts'
import { readYuan } from './money.ts'
import type { Trade } from './trade.ts'
import { readWireTime } from './wire-time.ts'

/** A trade as a merchant asks for it, checked field by field; who pays is known at once (mini-program) or at the cashier (browser). */
export type TradeRequest = Pick<
  Trade,
  'appId' | 'sellerId' | 'outTradeNo' | 'product' | 'subject' | 'totalFen' | 'notifyUrl' | 'fingerprint'
> & {
  readonly expiresAt: number | null
}

/** Throws ApiError with the code the gateway gives. */
export function readTradeRequest(
  app: AppConfig,
  product: Trade['product'],
  params: ReadonlyMap<string, string>,
  biz: Readonly<Record<string, unknown>>,
  now: number,
): TradeRequest {
  const text = (name: string, most: number): string => {
    const value = biz[name]
    if (typeof value !== 'string' || value === '' || [...value].length > most) throw invalidParameter(name)
    return value
  }
  const outTradeNo = text('out_trade_no', 64)
  if (!/^\w+$/.test(outTradeNo)) throw invalidParameter('out_trade_no')
  const totalFen = readYuan(biz.total_amount)
  if (totalFen === null) throw invalidParameter('total_amount')
  const subject = text('subject', 256)
  if (/[/=&]/.test(subject)) throw invalidParameter('subject')
  if (biz.product_code !== product) throw invalidParameter('product_code')
  if (product === 'JSAPI_PAY' && biz.op_app_id !== app.appId) throw invalidParameter('op_app_id')
  const expiresAt = biz.time_expire === undefined ? null : readWireTime(biz.time_expire)
  if (biz.time_expire !== undefined && (expiresAt === null || expiresAt <= now)) throw invalidParameter('time_expire')
  return {
    appId: app.appId,
    sellerId: app.sellerId,
    outTradeNo,
    product,
    subject,
    totalFen,
    notifyUrl: readNotifyUrl(params.get('notify_url')),
    expiresAt,
    fingerprint: createHash('sha256')
      .update(JSON.stringify([params.get('notify_url'), Object.entries(biz).sort(([a], [b]) => (a < b ? -1 : 1))]))
      .digest('hex'),
  }
}

/** Https; plain http only to this machine, where the simulator lives. */
function readNotifyUrl(value: string | undefined): string | null {
  if (value === undefined) return null
  const url = URL.canParse(value) ? new URL(value) : null
  const local = url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url === null || (url.protocol !== 'https:' && !local)) throw invalidParameter('notify_url')
  return value
}
