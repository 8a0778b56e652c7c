import { verify } from 'node:crypto'
import type { Instant } from '../../../../shared/calendar/instant.ts'
import type { PlatformKey } from './platform-key.ts'

/** Furthest a signed message may lie from our clock, in either direction. Source: WeChat Pay API v3, signature verification. */
export const SIGNATURE_WINDOW_MS = 300_000

export type SignedMessage = {
  readonly timestamp: string
  readonly nonce: string
  readonly serial: string
  readonly signature: string
  /** The bytes as they arrived; empty for 204. */
  readonly body: Buffer
}

/** Header names in lower case. */
export type SignatureHeaders = Readonly<Record<string, string | undefined>>

/** Takes the four signature headers; null when one is missing or could not have come from the platform. */
export function readSignedMessage(headers: SignatureHeaders, body: Buffer): SignedMessage | null {
  const timestamp = headers['wechatpay-timestamp']
  const nonce = headers['wechatpay-nonce']
  const serial = headers['wechatpay-serial']
  const signature = headers['wechatpay-signature']
  if (!timestamp || !nonce || !serial || !signature) return null
  // a line break inside a header value would let one message be read as another
  if (!/^\d{1,12}$/.test(timestamp) || /[\r\n]/.test(nonce)) return null
  return { timestamp, nonce, serial, signature, body }
}

/** True when the message was signed within ±300 s of `now`, both ends included. */
export function isFresh(message: SignedMessage, now: Instant): boolean {
  return Math.abs(now - Number(message.timestamp) * 1000) <= SIGNATURE_WINDOW_MS
}

/** RSA-SHA256 over `timestamp\nnonce\nbody\n`, body as raw bytes. Deliberately bad probes (WECHATPAY/SIGNTEST/…) fail like any forgery. */
export function isSignedBy({ key }: PlatformKey, message: SignedMessage): boolean {
  const signed = Buffer.concat([Buffer.from(`${message.timestamp}\n${message.nonce}\n`), message.body, Buffer.from('\n')])
  try {
    return verify('RSA-SHA256', signed, key, Buffer.from(message.signature, 'base64'))
  } catch {
    return false
  }
}
