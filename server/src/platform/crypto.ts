import { createHmac, hash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { canonicalJson } from '../../../shared/canonical/canonical-json.ts'

/** SHA-256, lower-case hex, of UTF-8 text or bytes. */
export function sha256(data: string | Buffer): string {
  return hash('sha256', data, 'hex')
}

/** SHA-256 of the canonical JSON of `value`: the same on both engines and on every machine. */
export function hashOf(value: unknown): string {
  return sha256(canonicalJson(value))
}

/** `bytes` random bytes as URL-safe text: tokens and keys. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url')
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** `length` random characters without I, L, O and U, so that a person can read them over the telephone. */
export function randomCode(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}

/** HMAC-SHA-256, lower-case hex: for what has too few values to be hidden by a bare hash, as phone numbers and six-digit codes. */
export function keyedHash(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex')
}

/** `length` random digits, each as likely as any other. */
export function randomDigits(length: number): string {
  return Array.from({ length }, () => String(randomInt(10))).join('')
}

/** Compares two secrets without telling by time where they differ. */
export function sameSecret(a: string, b: string): boolean {
  const left = Buffer.from(sha256(a))
  const right = Buffer.from(sha256(b))
  return timingSafeEqual(left, right)
}
