import type { KeyObject } from 'node:crypto'
import type { Instant } from '../../../../shared/calendar/instant.ts'
import { isValidAt, readCertificate, readPublicKey } from './certificates.ts'
import type { AlipayAppSettings } from './settings.ts'

/**
 * Which keys of Alipay may have signed. In certificate mode an answer names its certificate: that one and no other. A notice may name
 * none; then each trusted one is tried. In key mode a name is beside the point, as there is one key.
 */
export type TrustedKeys = { candidates(certificateSerial: string | null, now: Instant): readonly KeyObject[] }

export function trustedKeys({ keys }: AlipayAppSettings): TrustedKeys {
  if (keys.kind === 'key') {
    const key = readPublicKey(keys.alipayPublicKeyPem)
    return { candidates: () => (key === null ? [] : [key]) }
  }
  const certificates = keys.alipayCertPems.flatMap((pem) => readCertificate(pem) ?? [])
  return {
    candidates: (serial, now) =>
      certificates
        .filter((one) => (serial === null || one.serial === serial) && isValidAt(one, now))
        .map((one) => one.certificate.publicKey),
  }
}
