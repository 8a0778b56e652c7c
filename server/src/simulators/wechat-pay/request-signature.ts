import { verify } from 'node:crypto'
import type { Call } from '../wire/router.ts'
import type { MerchantConfig } from './config.ts'

const WINDOW_MS = 300_000

export type RequestVerdict = { readonly merchant: MerchantConfig } | { readonly fault: string }

/** Verifies the Authorization header of merchants' requests as the platform does, and that no nonce comes twice. */
export function createRequestVerifier(merchants: readonly MerchantConfig[], now: () => number): (call: Call) => RequestVerdict {
  const nonces = new Map<string, number>()
  let forgotAt = now()
  const forgetOldNonces = () => {
    if (Math.abs(now() - forgotAt) < WINDOW_MS) return
    forgotAt = now()
    for (const [nonce, at] of nonces) if (Math.abs(now() - at) > 2 * WINDOW_MS) nonces.delete(nonce)
  }
  return (call) => {
    const fields = readAuthorization(call.headers.authorization)
    if (fields === null) return { fault: 'Authorization 头缺失或格式错误' }
    const merchant = merchants.find(({ mchId }) => mchId === fields.mchid)
    if (merchant === undefined) return { fault: '商户号不存在' }
    if (merchant.serialNo !== fields.serial_no) return { fault: '商户证书序列号有误' }
    if (!/^\d{10}$/.test(fields.timestamp) || Math.abs(now() - Number(fields.timestamp) * 1000) > WINDOW_MS) {
      return { fault: 'HTTP头Authorization值中的timestamp与发起请求的时间不得超过5分钟' }
    }
    const message = `${call.method}\n${call.target}\n${fields.timestamp}\n${fields.nonce_str}\n${call.body.toString('utf8')}\n`
    if (!verify('RSA-SHA256', Buffer.from(message), merchant.publicKeyPem, Buffer.from(fields.signature, 'base64'))) {
      return { fault: '签名错误，请检查后再试' }
    }
    forgetOldNonces()
    const nonce = `${merchant.mchId} ${fields.nonce_str}`
    if (nonces.has(nonce)) return { fault: '请求随机串重复' }
    nonces.set(nonce, now())
    return { merchant }
  }
}

type Authorization = Readonly<Record<'mchid' | 'nonce_str' | 'signature' | 'timestamp' | 'serial_no', string>>

function readAuthorization(header: string | undefined): Authorization | null {
  const scheme = 'WECHATPAY2-SHA256-RSA2048 '
  if (!header?.startsWith(scheme)) return null
  const fields = new Map([...header.slice(scheme.length).matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]))
  const [mchid, nonce_str, signature, timestamp, serial_no] = ['mchid', 'nonce_str', 'signature', 'timestamp', 'serial_no'].map((name) =>
    fields.get(name),
  )
  if (!mchid || !nonce_str || !signature || !timestamp || !serial_no) return null
  return { mchid, nonce_str, signature, timestamp, serial_no }
}
