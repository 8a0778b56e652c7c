import { randomBytes } from 'node:crypto'
import { decrypt, encrypt, sameSignature, signatureOf } from './message-crypt.ts'
import type { CallbackQuery, FollowerAct, ReceivedCall } from './port.ts'
import type { OfficialAccountSettings } from './settings.ts'
import { readXml, writeXml } from './xml.ts'

/** A call that took longer than this to reach us is somebody's recording. */
const WINDOW_MS = 300_000

type Account = OfficialAccountSettings

/** The echo of the address check: plain text, or encrypted where the account encrypts. Null when WeChat did not ask. */
export function readEcho(account: Account, query: CallbackQuery, now: number): string | null {
  const { echostr = '' } = query
  if (!isRecent(query, now)) return null
  if (query.msg_signature === undefined) return isSigned(account, query) ? echostr : null
  if (!isSealed(account, query, echostr)) return null
  return account.encodingAesKey === null ? null : decrypt(echostr, account.encodingAesKey, account.appId)
}

/** 明文模式 and 安全模式. Where a key is set nothing in plain text is taken: a forger must not choose the weaker mode. */
export function readCall(account: Account, query: CallbackQuery, body: Buffer, now: number): ReceivedCall {
  if (!isRecent(query, now)) return refused('outside the time window')
  if (!isSigned(account, query)) return refused('wrong signature')
  const outer = readXml(body.toString('utf8'))
  if (outer === null) return refused('no flat XML')
  const inner = account.encodingAesKey === null ? outer : opened(account, account.encodingAesKey, query, outer)
  if (inner === null) return refused('wrong message signature, key or app')
  const { ToUserName: accountName, FromUserName: openid, CreateTime: sent } = inner
  if (!accountName || !openid || !/^\d{1,12}$/.test(sent ?? '')) return refused('fields are missing')
  return {
    kind: 'message',
    message: { appId: account.appId, openid, sentAt: Number(sent) * 1000, act: actOf(inner) },
    reply(text) {
      if (text === null) return { type: 'text/plain; charset=utf-8', body: 'success' }
      const createdAt = Math.floor(now / 1000)
      const plain = writeXml({ ToUserName: openid, FromUserName: accountName, CreateTime: createdAt, MsgType: 'text', Content: text })
      return { type: 'application/xml; charset=utf-8', body: account.encodingAesKey === null ? plain : sealed(account, plain, createdAt) }
    },
  }
}

const refused = (reason: string): ReceivedCall => ({ kind: 'refused', reason })

function isRecent({ timestamp = '' }: CallbackQuery, now: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(now - Number(timestamp) * 1000) <= WINDOW_MS
}

function isSigned({ token }: Account, { signature, timestamp = '', nonce = '' }: CallbackQuery): boolean {
  return sameSignature(signature, signatureOf(token, timestamp, nonce))
}

function isSealed({ token }: Account, { msg_signature, timestamp = '', nonce = '' }: CallbackQuery, encrypted: string): boolean {
  return sameSignature(msg_signature, signatureOf(token, timestamp, nonce, encrypted))
}

function opened(account: Account, key: string, query: CallbackQuery, outer: Readonly<Record<string, string>>) {
  const { Encrypt: encrypted = '' } = outer
  if (!isSealed(account, query, encrypted)) return null
  const text = decrypt(encrypted, key, account.appId)
  return text === null ? null : readXml(text)
}

function sealed({ appId, token, encodingAesKey }: Account, plain: string, createdAt: number): string {
  const encrypted = encrypt(plain, encodingAesKey ?? '', appId)
  const nonce = randomBytes(8).toString('hex')
  const MsgSignature = signatureOf(token, String(createdAt), nonce, encrypted)
  return writeXml({ Encrypt: encrypted, MsgSignature, TimeStamp: createdAt, Nonce: nonce })
}

function actOf({ MsgType = '', Event = '', EventKey = '', Content = '' }: Readonly<Record<string, string>>): FollowerAct {
  if (MsgType === 'text') return { kind: 'wrote', text: Content.slice(0, 600) }
  if (MsgType !== 'event') return { kind: 'other', what: MsgType.slice(0, 32) }
  if (Event === 'subscribe') return { kind: 'followed' }
  if (Event === 'unsubscribe') return { kind: 'left' }
  if (Event === 'CLICK') return { kind: 'menu', key: EventKey.slice(0, 128) }
  return { kind: 'other', what: Event.slice(0, 32) }
}
