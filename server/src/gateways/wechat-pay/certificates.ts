import type { Instant } from '../../../../shared/calendar/instant.ts'
import type { Exchange } from '../wire/http-exchange.ts'
import { asObject, asText, readJsonObject } from '../wire/json.ts'
import { decrypt } from './decryption.ts'
import { type PlatformKey, readPlatformKey } from './platform-key.ts'
import { isFresh, isSignedBy, readSignedMessage } from './verification.ts'

/**
 * The answer of GET /v3/certificates as keys. Each certificate proves itself by the APIv3 key (GCM tag), and the whole answer by a
 * signature of one of them or of a key already known; null unless both hold.
 */
export function readCertificateList(
  answer: Exchange,
  apiV3Key: string,
  known: readonly PlatformKey[],
  now: Instant,
): readonly PlatformKey[] | null {
  if (answer.kind !== 'answer' || answer.status !== 200) return null
  const list = readJsonObject(answer.body)?.data
  const message = readSignedMessage(answer.headers, answer.body)
  if (!Array.isArray(list) || message === null || !isFresh(message, now)) return null
  const keys = list.flatMap((item) => readItem(item, apiV3Key) ?? [])
  const signer = [...keys, ...known].find(({ id }) => id === message.serial)
  return signer !== undefined && isSignedBy(signer, message) ? keys : null
}

function readItem(item: unknown, apiV3Key: string): PlatformKey | null {
  const serialNo = asText(asObject(item)?.serial_no)
  const encrypted = asObject(asObject(item)?.encrypt_certificate)
  const ciphertext = asText(encrypted?.ciphertext)
  const nonce = asText(encrypted?.nonce)
  if (serialNo === null || ciphertext === null || nonce === null || encrypted?.algorithm !== 'AEAD_AES_256_GCM') return null
  const pem = decrypt(apiV3Key, { ciphertext, nonce, associatedData: asText(encrypted.associated_data) ?? '' })
  // a certificate, not a bare key: only a certificate says how long it may be used
  return pem?.includes('BEGIN CERTIFICATE') ? readPlatformKey(serialNo, pem.toString('utf8')) : null
}
