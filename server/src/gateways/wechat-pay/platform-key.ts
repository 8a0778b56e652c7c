import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'

/** A key of the platform we accept signatures of, with the time it may be used in (UTC milliseconds). */
export type PlatformKey = { readonly id: string; readonly key: KeyObject; readonly validFromAt: number; readonly validUntilAt: number }

/** Reads a public key (id PUB_KEY_ID_…) or a platform certificate; null when it is neither, not RSA, or of another serial number. */
export function readPlatformKey(id: string, pem: string): PlatformKey | null {
  try {
    return pem.includes('BEGIN CERTIFICATE') ? fromCertificate(id, new X509Certificate(pem)) : fromPublicKey(id, createPublicKey(pem))
  } catch {
    return null
  }
}

function fromPublicKey(id: string, key: KeyObject): PlatformKey | null {
  if (key.asymmetricKeyType !== 'rsa') return null
  return { id, key, validFromAt: Number.NEGATIVE_INFINITY, validUntilAt: Number.POSITIVE_INFINITY }
}

function fromCertificate(id: string, certificate: X509Certificate): PlatformKey | null {
  const { publicKey } = certificate
  // node prints serials in upper case; leading zeros may differ between tools
  if (trimSerial(certificate.serialNumber) !== trimSerial(id) || publicKey.asymmetricKeyType !== 'rsa') return null
  return { id, key: publicKey, validFromAt: Date.parse(certificate.validFrom), validUntilAt: Date.parse(certificate.validTo) }
}

function trimSerial(serial: string): string {
  return serial.toUpperCase().replace(/^0+/, '')
}
