import { type KeyObject, verify } from 'node:crypto'

/** RSA2: SHA256 with RSA over these bytes. The signature is plain base64 and nothing around it: decoders skip what they don't know. */
export function isSignedBy(keys: readonly KeyObject[], signed: Buffer, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64')
  if (bytes.toString('base64') !== signature) return false
  return keys.some((key) => {
    try {
      return verify('RSA-SHA256', signed, key, bytes)
    } catch {
      return false
    }
  })
}
