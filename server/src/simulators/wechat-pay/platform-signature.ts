import { createCipheriv, randomBytes, sign } from 'node:crypto'
import type { MerchantConfig, PlatformKeyConfig } from './config.ts'

export type SignatureHeaders = Readonly<Record<string, string>>

/** Signs as the platform does: RSA-SHA256 over `timestamp\nnonce\nbody\n`. `at` is in UTC milliseconds. */
export function signBody(key: PlatformKeyConfig, at: number, body: string): SignatureHeaders {
  const timestamp = String(Math.floor(at / 1000))
  const nonce = randomBytes(16).toString('hex')
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': key.id,
    'wechatpay-signature': sign('RSA-SHA256', Buffer.from(`${timestamp}\n${nonce}\n${body}\n`), key.privateKeyPem).toString('base64'),
    'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
    'request-id': randomBytes(16).toString('hex'),
  }
}

export type SealedResource = {
  readonly algorithm: 'AEAD_AES_256_GCM'
  readonly ciphertext: string
  readonly nonce: string
  readonly associated_data: string
}

/** AES-256-GCM under the merchant's APIv3 key, the tag behind the text. */
export function seal({ apiV3Key }: Pick<MerchantConfig, 'apiV3Key'>, plain: string, associatedData: string): SealedResource {
  const nonce = randomBytes(6).toString('hex')
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(nonce))
  cipher.setAAD(Buffer.from(associatedData))
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return { algorithm: 'AEAD_AES_256_GCM', ciphertext: text.toString('base64'), nonce, associated_data: associatedData }
}
