import { createHash, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { Instant } from '../../../../shared/calendar/instant.ts'

export type ReadCertificate = { readonly certificate: X509Certificate; readonly serial: string }

/** The first certificate of a PEM text with its Alipay serial number; null when there is none. */
export function readCertificate(pem: string): ReadCertificate | null {
  const [certificate] = certificatesIn(pem)
  return certificate ? { certificate, serial: serialOf(certificate) } : null
}

/**
 * app_cert_sn and alipay_cert_sn: MD5 of the issuer's parts, last first and joined by commas, with the serial number in decimals
 * right behind. Source: opendocs.alipay.com/common/056zub, and alipay-sdk's antcertutil.
 */
export function serialOf(certificate: X509Certificate): string {
  const issuer = certificate.issuer.split('\n').reverse().join(',')
  return createHash('md5')
    .update(issuer + BigInt(`0x${certificate.serialNumber}`))
    .digest('hex')
}

/** alipay_root_cert_sn: the serials of the RSA-signed certificates of the root file, joined by underscores. */
export function rootSerial(pem: string): string {
  return certificatesIn(pem)
    .filter((certificate) => isRsa(certificate))
    .map(serialOf)
    .join('_')
}

export function isValidAt({ certificate }: ReadCertificate, now: Instant): boolean {
  return Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo)
}

/** An RSA public key from a PEM text; null for anything else. */
export function readPublicKey(pem: string): KeyObject | null {
  try {
    const key = createPublicKey(pem)
    return key.asymmetricKeyType === 'rsa' ? key : null
  } catch {
    return null
  }
}

function certificatesIn(pem: string): X509Certificate[] {
  const texts = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  return texts.flatMap((text) => {
    try {
      return [new X509Certificate(text)]
    } catch {
      return []
    }
  })
}

/** The root file also holds certificates of other algorithms (SM2), whose keys may be unknown here. */
function isRsa(certificate: X509Certificate): boolean {
  try {
    return certificate.publicKey.asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}
