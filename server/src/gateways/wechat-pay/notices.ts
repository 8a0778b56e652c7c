import { asObject, asText, type JsonObject, readJsonObject } from '../wire/json.ts'
import { decrypt } from './decryption.ts'
import type { Keyring } from './keyring.ts'
import type { MerchantRef, NoticeResult, RawNotice } from './port.ts'
import { readRefundNotice } from './refund-news.ts'
import { isOf, readMoneyProof, readTrade } from './trade.ts'
import { isFresh, isSignedBy, readSignedMessage } from './verification.ts'

type NoticeDeps = { readonly keyring: Keyring; readonly apiV3Key: string; readonly clock: { now(): number } }

const REFUND_EVENTS = new Set(['REFUND.SUCCESS', 'REFUND.ABNORMAL', 'REFUND.CLOSED'])

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
  const refund = REFUND_EVENTS.has(eventType)
  if (eventType !== 'TRANSACTION.SUCCESS' && !refund) return { kind: 'ignored', noticeId, eventType }
  const json = open(apiV3Key, asObject(envelope.resource))
  if (typeof json === 'string') return rejected(json)
  return refund ? readRefund(json, merchant, noticeId) : readPayment(json, merchant, noticeId, eventType)
}

/** The decrypted resource, or why it cannot be had. */
function open(apiV3Key: string, resource: JsonObject | null): JsonObject | 'malformed' | 'bad-ciphertext' {
  const ciphertext = asText(resource?.ciphertext)
  const nonce = asText(resource?.nonce)
  if (ciphertext === null || nonce === null || resource?.algorithm !== 'AEAD_AES_256_GCM') return 'malformed'
  const plain = decrypt(apiV3Key, { ciphertext, nonce, associatedData: asText(resource.associated_data) ?? '' })
  return plain === null ? 'bad-ciphertext' : (readJsonObject(plain) ?? 'malformed')
}

function readPayment(json: JsonObject, merchant: MerchantRef, noticeId: string, eventType: string): NoticeResult {
  const trade = readTrade(json, merchant.mode)
  // a trade without our field names may be another mode's, which is another merchant's as well
  if (trade === null) return rejected(isForeign(json, merchant) ? 'wrong-merchant' : 'malformed')
  if (!isOf(trade, merchant)) return rejected('wrong-merchant')
  if (trade.state !== 'SUCCESS') return { kind: 'ignored', noticeId, eventType }
  const proof = readMoneyProof(json, merchant.mode)
  return proof === null ? rejected('malformed') : { kind: 'payment', noticeId, proof }
}

function readRefund(json: JsonObject, merchant: MerchantRef, noticeId: string): NoticeResult {
  const news = readRefundNotice(json, merchant.mode)
  if (news === null) return rejected(isForeign(json, merchant) ? 'wrong-merchant' : 'malformed')
  return isOf(news, merchant) ? { kind: 'refund', noticeId, news } : rejected('wrong-merchant')
}

function isForeign(json: JsonObject, merchant: MerchantRef): boolean {
  return merchant.mode === 'direct' ? json.sp_mchid !== undefined : json.mchid !== undefined
}

function rejected(reason: Extract<NoticeResult, { kind: 'rejected' }>['reason']): NoticeResult {
  return { kind: 'rejected', reason }
}
