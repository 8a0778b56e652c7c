import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** How an account talks with its server, as its owner entered it in the platform's settings. */
export type CallbackSettings = { readonly token: string; readonly encodingAesKey: string | null }

export function sign(...words: readonly string[]): string {
  const hash = createHash('sha1')
  for (const word of words.toSorted()) hash.update(word)
  return hash.digest('hex')
}

/** The platform's side of 安全模式. */
export function seal(message: string, encodingAesKey: string, appId: string): string {
  const key = Buffer.from(encodingAesKey, 'base64')
  const body = Buffer.from(message, 'utf8')
  const size = Buffer.from([0, 0, 0, 0])
  size.writeInt32BE(body.length)
  const content = Buffer.concat([randomBytes(16), size, body, Buffer.from(appId, 'utf8')])
  const fill = 32 - (content.length % 32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16))
  cipher.setAutoPadding(false)
  return cipher.update(Buffer.concat([content, Buffer.alloc(fill, fill)])).toString('base64') + cipher.final().toString('base64')
}

/** Throws when the other side sealed for another app or with another key. */
export function open(sealed: string, encodingAesKey: string, appId: string): string {
  const key = Buffer.from(encodingAesKey, 'base64')
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16))
  decipher.setAutoPadding(false)
  const content = Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()])
  const message = content.subarray(20, 20 + content.readInt32BE(16))
  const owner = content.subarray(20 + message.length, content.length - (content[content.length - 1] ?? 0)).toString('utf8')
  if (owner !== appId) throw new Error(`sealed for ${owner}`)
  return message.toString('utf8')
}
