import { createDecipheriv } from 'node:crypto'

const TAG_BYTES = 16

export type EncryptedResource = { readonly ciphertext: string; readonly nonce: string; readonly associatedData: string }

/** AEAD_AES_256_GCM with the authentication tag checked; null when key, nonce, additional data, tag or text do not belong together. */
export function decrypt(apiV3Key: string, { ciphertext, nonce, associatedData }: EncryptedResource): Buffer | null {
  const sealed = Buffer.from(ciphertext, 'base64')
  if (sealed.length < TAG_BYTES) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(nonce), { authTagLength: TAG_BYTES })
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
    decipher.setAAD(Buffer.from(associatedData))
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()])
  } catch {
    return null
  }
}
