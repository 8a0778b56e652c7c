import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const BLOCK_BYTES = 32
const RANDOM_BYTES = 16

/** SHA-1 over the sorted parts: how WeChat signs calls to the server of a public account. */
export function signatureOf(...parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex')
}

export function sameSignature(given: string | undefined, expected: string): boolean {
  const [one, other] = [Buffer.from(given ?? ''), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/**
 * 安全模式: AES-256-CBC, the first half of the key as IV, over 16 random bytes, the length of the text (4 bytes, big-endian), the text
 * and the app id, padded to 32 bytes. Null when the text was not encrypted with this key for this app.
 */
export function decrypt(encrypted: string, encodingAesKey: string, appId: string): string | null {
  const key = keyOf(encodingAesKey)
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
    const padded = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()])
    const plain = unpadded(padded)
    if (!plain || plain.length < RANDOM_BYTES + 4) return null
    const length = plain.readUInt32BE(RANDOM_BYTES)
    const end = RANDOM_BYTES + 4 + length
    if (end > plain.length || plain.subarray(end).toString('utf8') !== appId) return null
    return plain.subarray(RANDOM_BYTES + 4, end).toString('utf8')
  } catch {
    return null
  }
}

export function encrypt(text: string, encodingAesKey: string, appId: string): string {
  const key = keyOf(encodingAesKey)
  const content = Buffer.from(text)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const plain = Buffer.concat([randomBytes(RANDOM_BYTES), length, content, Buffer.from(appId)])
  const missing = BLOCK_BYTES - (plain.length % BLOCK_BYTES)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(Buffer.concat([plain, Buffer.alloc(missing, missing)])), cipher.final()]).toString('base64')
}

/** The 43 characters are Base64 without its last sign. */
function keyOf(encodingAesKey: string): Buffer {
  return Buffer.from(`${encodingAesKey}=`, 'base64')
}

function unpadded(padded: Buffer): Buffer | null {
  const missing = padded.at(-1) ?? 0
  if (missing < 1 || missing > BLOCK_BYTES || missing > padded.length) return null
  return padded.subarray(padded.length - missing).every((byte) => byte === missing) ? padded.subarray(0, padded.length - missing) : null
}
