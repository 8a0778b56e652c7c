import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** ID numbers at rest, and fingerprints of what a file was exported with. */
export type PersonalData = {
  /** Whether ID numbers can be kept at all: without a key they are refused, never stored plainly. */
  readonly canSeal: boolean
  seal(text: string): string
  /** Throws when the text was changed or sealed with another key. */
  open(sealed: string): string
  /** 16 characters that tell nothing about the text to whoever has no key. */
  fingerprint(text: string): string
}

const VERSION = 'v1'

/**
 * AES-256-GCM under PERSONAL_DATA_KEY (`v1.iv.tag.text`, base64url); the fingerprints' key comes from the token secret, because they may become
 * invalid with it, and ID numbers may not.
 */
export function createPersonalData(secrets: { readonly personalDataKey: string | null; readonly tokenSecret: string }): PersonalData {
  const { personalDataKey, tokenSecret } = secrets
  const derived = (secret: string, purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'nuanzhang', purpose, 32))
  const sealing = personalDataKey === null ? null : derived(personalDataKey, 'id-numbers')
  const marking = derived(tokenSecret, 'export-fingerprints')
  const keyOf = () => {
    if (!sealing) throw new Error('PERSONAL_DATA_KEY is not set')
    return sealing
  }
  return {
    canSeal: sealing !== null,
    seal(text) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', keyOf(), iv)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return [VERSION, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.')
    },
    open(sealed) {
      const [version, iv = '', tag = '', text = ''] = sealed.split('.')
      if (version !== VERSION) throw new Error(`unknown seal ${version}`)
      const decipher = createDecipheriv('aes-256-gcm', keyOf(), Buffer.from(iv, 'base64url'), { authTagLength: 16 })
      decipher.setAuthTag(Buffer.from(tag, 'base64url'))
      return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8')
    },
    fingerprint: (text) => createHmac('sha256', marking).update(text, 'utf8').digest('base64url').slice(0, 16),
  }
}
