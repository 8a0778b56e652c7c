import { asObject, asText, type JsonObject, readJsonObject } from '../wire/json.ts'
import { decrypt } from './decryption.ts'
import type { Keyring } from './keyring.ts'
import type { MerchantRef, NoticeResult, RawNotice } from './port.ts'
import { isOf, readMoneyProof, readTrade } from './trade.ts'
import { isFresh, isSignedBy, readSignedMessage } from './verification.ts'

type NoticeDeps = { readonly keyring: Keyring; readonly apiV3Key: string; readonly clock: { now(): number } }

/**
 * Verifies, and only then parses and decrypts. The time window is judged before the key is looked for, so that an old recording
 * with an invented serial number costs no download.
 */
export async function readNotice(
  { keyring, apiV3Key, clock }: NoticeDeps,
  merchant: MerchantRef,
  notice: RawNotice,
): Promise<NoticeResult> {
  const message = readSignedMessage(notice.headers, notice.body)
  if (message === null) return rejected('malformed')
  if (!isFresh(message, clock.now())) return rejected('stale')
  const key = await keyring.find(message.serial)
  if (key === null) return rejected('unknown-key')
  if (!isSignedBy(key, message)) return rejected('bad-signature')

  const envelope = readJsonObject(notice.body)
  const noticeId = asText(envelope?.id)
  const eventType = asText(envelope?.event_type)
  if (envelope === null || noticeId === null || eventType === null || !/^[\w-]{1,64}$/.test(noticeId)) return rejected('malformed')
  if (eventType !== 'TRANSACTION.SUCCESS') return { kind: 'ignored', noticeId, eventType }
  return readPayment(apiV3Key, merchant, noticeId, eventType, asObject(envelope.resource))
}

function readPayment(
  apiV3Key: string,
  merchant: MerchantRef,
  noticeId: string,
  eventType: string,
  resource: JsonObject | null,
): NoticeResult {
  const ciphertext = asText(resource?.ciphertext)
  const nonce = asText(resource?.nonce)
  if (ciphertext === null || nonce === null || resource?.algorithm !== 'AEAD_AES_256_GCM') return rejected('malformed')
  const plain = decrypt(apiV3Key, { ciphertext, nonce, associatedData: asText(resource.associated_data) ?? '' })
  if (plain === null) return rejected('bad-ciphertext')
  const json = readJsonObject(plain)
  if (json === null) return rejected('malformed')
  const trade = readTrade(json, merchant.mode)
  // a trade without our field names may be another mode's, which is another merchant's as well
  if (trade === null) return rejected(isForeign(json, merchant) ? 'wrong-merchant' : 'malformed')
  if (!isOf(trade, merchant)) return rejected('wrong-merchant')
  if (trade.state !== 'SUCCESS') return { kind: 'ignored', noticeId, eventType }
  const proof = readMoneyProof(json, merchant.mode)
  return proof === null ? rejected('malformed') : { kind: 'payment', noticeId, proof }
}

function isForeign(json: JsonObject, merchant: MerchantRef): boolean {
  return merchant.mode === 'direct' ? json.sp_mchid !== undefined : json.mchid !== undefined
}

function rejected(reason: Extract<NoticeResult, { kind: 'rejected' }>['reason']): NoticeResult {
  return { kind: 'rejected', reason }
}
