import { createPrivateKey } from 'node:crypto'
import { readCertificate, readPublicKey, rootSerial } from './certificates.ts'

/** 密钥模式: bare RSA keys. */
export type KeyMode = { readonly kind: 'key'; readonly alipayPublicKeyPem: string }
/**
 * 证书模式: our certificate and Alipay's root go into every request by their serial numbers; answers name the certificate they are
 * signed with, and only those listed here are trusted. Before Alipay changes its certificate the new one is added to the list.
 */
export type CertificateMode = {
  readonly kind: 'certificate'
  readonly appCertPem: string
  readonly alipayRootCertPem: string
  readonly alipayCertPems: readonly string[]
}

export type AlipayAppSettings = {
  readonly appId: string
  /** PID of the company the app collects for: 2088 and twelve digits. */
  readonly sellerId: string
  /** PKCS#8 PEM. */
  readonly privateKeyPem: string
  readonly keys: KeyMode | CertificateMode
}

export type AlipaySettings = {
  /** https://openapi.alipay.com/gateway.do, or the simulator. */
  readonly gatewayUrl: string
  /** Where browsers are sent to pay; the gateway itself, or a path on our own public port when the simulator stands in. */
  readonly cashierUrl: string
  /** https://openauth.alipay.com/oauth2/publicAppAuthorize.htm, or the simulator's. */
  readonly authorizeUrl: string
  readonly timeoutMs: number
  readonly apps: readonly AlipayAppSettings[]
}

/** One sentence per fault, none of them quoting a secret; an empty list means the settings can be used. */
export function faultsOfAlipaySettings(settings: AlipaySettings): string[] {
  const faults: string[] = []
  for (const name of ['gatewayUrl', 'cashierUrl', 'authorizeUrl'] as const) {
    if (!/^https?:\/\//.test(settings[name])) faults.push(`alipay.${name} is not an http(s) address`)
  }
  if (!Number.isSafeInteger(settings.timeoutMs) || settings.timeoutMs <= 0) faults.push('alipay.timeoutMs is not a positive integer')
  const seen = new Set<string>()
  for (const app of settings.apps) {
    if (seen.has(app.appId)) faults.push(`app ${app.appId} is configured twice`)
    seen.add(app.appId)
    faults.push(...faultsOfApp(app).map((fault) => `app ${app.appId}: ${fault}`))
  }
  return faults
}

function faultsOfApp({ appId, sellerId, privateKeyPem, keys }: AlipayAppSettings): string[] {
  const faults: string[] = []
  if (!/^20\d{14}$/.test(appId)) faults.push('appId is not 20 and 14 digits')
  if (!/^2088\d{12}$/.test(sellerId)) faults.push('sellerId is not 2088 and 12 digits')
  if (!isPkcs8(privateKeyPem)) faults.push('privateKeyPem is not an RSA private key in PKCS#8 PEM')
  if (keys.kind === 'key') {
    if (readPublicKey(keys.alipayPublicKeyPem) === null) faults.push('alipayPublicKeyPem is not an RSA public key')
    return faults
  }
  const own = readCertificate(keys.appCertPem)
  if (own === null) faults.push('appCertPem is not a certificate')
  else if (isPkcs8(privateKeyPem) && !own.certificate.checkPrivateKey(createPrivateKey(privateKeyPem)))
    faults.push('appCertPem is not the certificate of privateKeyPem')
  if (rootSerial(keys.alipayRootCertPem) === '') faults.push('alipayRootCertPem holds no RSA root certificate')
  if (keys.alipayCertPems.length === 0) faults.push('certificate mode needs a certificate of Alipay')
  if (keys.alipayCertPems.some((pem) => readCertificate(pem)?.certificate.publicKey.asymmetricKeyType !== 'rsa'))
    faults.push('alipayCertPems are not all RSA certificates')
  return faults
}

function isPkcs8(pem: string): boolean {
  try {
    return pem.includes('-----BEGIN PRIVATE KEY-----') && createPrivateKey(pem).asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}
