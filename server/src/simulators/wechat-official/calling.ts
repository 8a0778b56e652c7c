import { randomInt } from 'node:crypto'
import { type CallbackSettings, open, seal, sign } from './envelope.ts'

/** What a follower does, in the platform's words. */
export type FollowerEvent = { readonly MsgType: string; readonly Event?: string; readonly EventKey?: string; readonly Content?: string }
/** What somebody in between, or a forger, would change. */
export type Spoil = 'signature' | 'message-signature' | 'old' | 'other-app' | 'plain' | 'entity' | null
export type CallAnswer = { readonly status: number; readonly text: string; readonly reply: Readonly<Record<string, string>> | null }

export type Caller = {
  readonly appId: string
  readonly accountName: string
  readonly callback: CallbackSettings
  readonly url: string
  readonly now: number
}

/** Saving the address in the platform's settings: the server must echo a random number. */
export async function proveServer({ callback, url, now, appId }: Caller): Promise<boolean> {
  const echo = String(randomInt(1_000_000_000, 9_999_999_999))
  const shown = callback.encodingAesKey === null ? echo : seal(echo, callback.encodingAesKey, appId)
  const query = signed(callback, now, shown)
  query.set('echostr', shown)
  if (callback.encodingAesKey === null) query.delete('msg_signature')
  const response = await fetch(`${url}?${query}`, { signal: AbortSignal.timeout(5_000) })
  return response.status === 200 && (await response.text()) === echo
}

/** One event of a follower, sent as the platform sends it. */
export async function callServer(caller: Caller, openid: string, event: FollowerEvent, spoil: Spoil): Promise<CallAnswer> {
  const { appId, accountName, callback, url, now } = caller
  const at = spoil === 'old' ? now - 301_000 : now
  const seconds = Math.floor(at / 1000)
  const texts = Object.entries(event).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
  const head = spoil === 'entity' ? '<!DOCTYPE xml [<!ENTITY a "甲">]>' : ''
  const message = `${head}<xml><ToUserName><![CDATA[${accountName}]]></ToUserName><FromUserName><![CDATA[${openid}]]></FromUserName><CreateTime>${seconds}</CreateTime>${texts.join('')}</xml>`
  const key = spoil === 'plain' ? null : callback.encodingAesKey
  const sealed = key === null ? null : seal(message, key, spoil === 'other-app' ? `${appId}x` : appId)
  const query = signed(callback, at, sealed ?? '')
  if (sealed === null) query.delete('msg_signature')
  else query.set('encrypt_type', 'aes')
  if (spoil === 'signature') query.set('signature', '0'.repeat(40))
  if (spoil === 'message-signature') query.set('msg_signature', '0'.repeat(40))
  const body =
    sealed === null ? message : `<xml><ToUserName><![CDATA[${accountName}]]></ToUserName><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`
  const response = await fetch(`${url}?${query}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/xml' },
    signal: AbortSignal.timeout(5_000),
  })
  const text = await response.text()
  return { status: response.status, text, reply: response.status === 200 ? readReply(text, callback, appId) : null }
}

function signed({ token }: CallbackSettings, at: number, sealed: string): URLSearchParams {
  const timestamp = String(Math.floor(at / 1000))
  const nonce = String(randomInt(1_000_000_000))
  return new URLSearchParams({
    signature: sign(token, timestamp, nonce),
    timestamp,
    nonce,
    msg_signature: sign(token, timestamp, nonce, sealed),
  })
}

/** What the follower would see; null when the server said nothing. Throws when a sealed reply is not sealed for this account. */
function readReply(text: string, { token, encodingAesKey }: CallbackSettings, appId: string): Readonly<Record<string, string>> | null {
  if (text === 'success' || text === '') return null
  const outer = fieldsOf(text)
  if (encodingAesKey === null) return outer
  const { Encrypt = '', MsgSignature, TimeStamp = '', Nonce = '' } = outer
  if (MsgSignature !== sign(token, TimeStamp, Nonce, Encrypt)) throw new Error('the reply is not signed')
  return fieldsOf(open(Encrypt, encodingAesKey, appId))
}

function fieldsOf(xml: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...xml.matchAll(/<(\w+)>(?:<!\[CDATA\[([\s\S]*?)\]\]>|(\d+))<\/\1>/g)].map(([, name, text, number]) => [name, text ?? number ?? '']),
  )
}
