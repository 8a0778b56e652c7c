import { verify } from 'node:crypto'
import type { Book } from './book.ts'
import type { MerchantConfig } from './config.ts'
import type { Trade } from './trade.ts'

export type ClientPayment = { readonly trade: Trade } | { readonly fault: string }

/**
 * What the WeChat client checks before it opens the cashier: every parameter a string, and paySign made by the merchant whose order
 * this is, over `appId\ntimeStamp\nnonceStr\npackage\n`.
 */
export function verifyClientPayment(book: Book, merchants: readonly MerchantConfig[], params: unknown): ClientPayment {
  const given = (typeof params === 'object' && params !== null ? params : {}) as Record<string, unknown>
  const names = ['appId', 'timeStamp', 'nonceStr', 'package', 'signType', 'paySign'] as const
  const missing = names.find((name) => typeof given[name] !== 'string' || given[name] === '')
  if (missing !== undefined) return { fault: `缺少参数 ${missing}，或不是字符串` }
  const { appId, timeStamp, nonceStr, package: prepay, signType, paySign } = given as Record<(typeof names)[number], string>
  if (signType !== 'RSA') return { fault: 'signType 应为 RSA' }
  if (!/^\d{10}$/.test(timeStamp)) return { fault: 'timeStamp 应为秒' }
  const trade = book.tradeByPrepayId(prepay.replace(/^prepay_id=/, ''))
  if (trade === undefined || !prepay.startsWith('prepay_id=')) return { fault: 'prepay_id 不存在' }
  if (trade.appId !== appId) return { fault: 'appId 与下单时不同' }
  const merchant = merchants.find(({ mchId }) => mchId === trade.mchId)
  const message = `${appId}\n${timeStamp}\n${nonceStr}\n${prepay}\n`
  const genuine =
    merchant !== undefined && verify('RSA-SHA256', Buffer.from(message), merchant.publicKeyPem, Buffer.from(paySign, 'base64'))
  return genuine ? { trade } : { fault: '支付验证签名失败' }
}
