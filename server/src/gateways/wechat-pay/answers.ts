import type { Exchange } from '../wire/http-exchange.ts'
import { asText, type JsonObject, readJsonObject } from '../wire/json.ts'
import type { Keyring } from './keyring.ts'
import { isFresh, isSignedBy, readSignedMessage } from './verification.ts'

/** An exchange after verification. Only `accepted` and `refused` may be believed; everything else is `unknown`, with the reason. */
export type ReadAnswer =
  | { readonly kind: 'accepted'; readonly status: number; readonly json: JsonObject }
  | { readonly kind: 'refused'; readonly status: number; readonly json: JsonObject; readonly code: string; readonly message: string }
  | { readonly kind: 'unknown'; readonly status: number | null; readonly reason: string }

/**
 * Verifies signature and time of an answer, then sorts it by status. A 5xx is `unknown` although signed: the platform says itself
 * that it doesn't know. A 401 is usually unsigned (the platform doesn't sign for whom it can't recognise) and so `unknown` too.
 */
export async function readAnswer(answer: Exchange, keyring: Keyring, clock: { now(): number }): Promise<ReadAnswer> {
  if (answer.kind === 'no-answer') return { kind: 'unknown', status: null, reason: answer.reason }
  const { status } = answer
  const json = answer.body.length === 0 ? {} : readJsonObject(answer.body)
  const fault = await faultOfSignature(answer, keyring, clock)
  if (fault !== null) return { kind: 'unknown', status, reason: `${fault} (HTTP ${status}${codeOf(json)})` }
  if (json === null) return { kind: 'unknown', status, reason: `no JSON in the answer (HTTP ${status})` }
  if (status >= 200 && status < 300) return { kind: 'accepted', status, json }
  const code = asText(json.code)
  if (status >= 400 && status < 500 && code !== null) {
    return { kind: 'refused', status, json, code, message: asText(json.message) ?? '' }
  }
  return { kind: 'unknown', status, reason: `HTTP ${status}${codeOf(json)}` }
}

async function faultOfSignature(
  answer: Extract<Exchange, { kind: 'answer' }>,
  keyring: Keyring,
  clock: { now(): number },
): Promise<string | null> {
  const message = readSignedMessage(answer.headers, answer.body)
  if (message === null) return 'answer not signed'
  if (!isFresh(message, clock.now())) return 'answer signed too long ago or ahead of time'
  const key = await keyring.find(message.serial)
  if (key === null) return 'answer signed with an unknown key'
  return isSignedBy(key, message) ? null : 'signature of the answer is wrong'
}

/** Codes are platform words such as SYSTEM_ERROR; whatever doesn't look like one stays out of our records. */
function codeOf(json: JsonObject | null): string {
  const code = asText(json?.code)
  return code !== null && /^[A-Z_]{1,40}$/.test(code) ? ` ${code}` : ''
}
