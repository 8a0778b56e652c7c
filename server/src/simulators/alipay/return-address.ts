import { sign } from 'node:crypto'
import type { AppConfig, PlatformKeyConfig } from './config.ts'
import { yuanText } from './money.ts'
import type { Trade } from './trade.ts'
import { wireTime } from './wire-time.ts'

/**
 * return_url as the browser is sent back to it: with what the platform says of the trade, signed. It is no proof of anything, because
 * the browser carries it. Source: opendocs.alipay.com/open/203/107090, 前台回跳参数.
 */
export function returnAddress(returnUrl: string, trade: Trade, app: AppConfig, key: PlatformKeyConfig, at: number): string {
  const fields: Readonly<Record<string, string>> = {
    app_id: app.appId,
    auth_app_id: app.appId,
    charset: 'utf-8',
    method: 'alipay.trade.wap.pay.return',
    out_trade_no: trade.outTradeNo,
    seller_id: trade.sellerId,
    timestamp: wireTime(at),
    total_amount: yuanText(trade.totalFen),
    trade_no: trade.tradeNo,
    version: '1.0',
  }
  const content = Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  const signature = sign('RSA-SHA256', Buffer.from(content), key.privateKeyPem).toString('base64')
  const query = new URLSearchParams({ ...fields, sign: signature, sign_type: 'RSA2' })
  return `${returnUrl}${returnUrl.includes('?') ? '&' : '?'}${query}`
}
