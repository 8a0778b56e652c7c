import { createPrivateKey } from 'node:crypto'
import { readPlatformKey } from './platform-key.ts'

export type WechatPayMerchantSettings = {
  readonly mchId: string
  /** Serial number of the merchant's own API certificate, as WeChat Pay shows it. */
  readonly serialNo: string
  readonly privateKeyPem: string
  /** 32 ASCII characters; decrypts notices and platform certificates. */
  readonly apiV3Key: string
  /** `id` is PUB_KEY_ID_… or the serial number of a platform certificate; `pem` is a public key or a certificate. */
  readonly platformKeys: readonly { readonly id: string; readonly pem: string }[]
  /** `public-key` trusts `platformKeys` alone; `certificate` also downloads /v3/certificates. */
  readonly keyMode: 'public-key' | 'certificate'
}

export type WechatPaySettings = {
  readonly baseUrl: string
  readonly timeoutMs: number
  readonly merchants: readonly WechatPayMerchantSettings[]
}

/** One sentence per fault, none of them quoting a secret; an empty list means the settings can be used. */
export function faultsOfWechatPaySettings(settings: WechatPaySettings): string[] {
  const faults: string[] = []
  if (!/^https?:\/\//.test(settings.baseUrl)) faults.push('wechatPay.baseUrl is not an http(s) address')
  if (!Number.isSafeInteger(settings.timeoutMs) || settings.timeoutMs <= 0) faults.push('wechatPay.timeoutMs is not a positive integer')
  const seen = new Set<string>()
  for (const merchant of settings.merchants) {
    if (seen.has(merchant.mchId)) faults.push(`merchant ${merchant.mchId} is configured twice`)
    seen.add(merchant.mchId)
    faults.push(...faultsOfMerchant(merchant).map((fault) => `merchant ${merchant.mchId}: ${fault}`))
  }
  return faults
}

function faultsOfMerchant(merchant: WechatPayMerchantSettings): string[] {
  const faults: string[] = []
  if (!/^\d{8,10}$/.test(merchant.mchId)) faults.push('mchId is not 8 to 10 digits')
  if (!/^[0-9A-Fa-f]{8,40}$/.test(merchant.serialNo)) faults.push('serialNo is not a certificate serial number')
  if (Buffer.byteLength(merchant.apiV3Key) !== 32) faults.push('apiV3Key is not 32 bytes')
  if (!isRsaPrivateKey(merchant.privateKeyPem)) faults.push('privateKeyPem is not an RSA private key')
  if (merchant.keyMode === 'public-key' && merchant.platformKeys.length === 0) faults.push('key mode public-key needs a platform key')
  for (const key of merchant.platformKeys) {
    if (readPlatformKey(key.id, key.pem) === null)
      faults.push(`platform key ${key.id} is not an RSA public key or certificate of that serial`)
  }
  return faults
}

function isRsaPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}
