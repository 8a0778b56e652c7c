import type { Exchange } from '../wire/http-exchange.ts'
import { asText, type JsonObject, readJsonObject } from '../wire/json.ts'
import { jsonMembers } from './json-members.ts'
import type { TrustedKeys } from './trusted-keys.ts'
import { isSignedBy } from './verification.ts'

/** An exchange after verification. Only `accepted` and `refused` may be believed; everything else is `unknown`, with the reason. */
export type ReadAnswer =
  | { readonly kind: 'accepted'; readonly status: number; readonly json: JsonObject }
  /** `code` is the platform's sub_code such as ACQ.TRADE_NOT_EXIST, its code where there is none. */
  | { readonly kind: 'refused'; readonly status: number; readonly json: JsonObject; readonly code: string; readonly message: string }
  /** `code` is what an answer that proves nothing claimed. */
  | { readonly kind: 'unknown'; readonly status: number | null; readonly reason: string; readonly code: string | null }

const SUCCESS = '10000'
/** Missing or invalid parameters, no permission, refused by the business: nothing was done. */
const REFUSED = new Set(['40001', '40002', '40003', '40004', '40006', '20001'])

/**
 * Verifies the answer to `method` and sorts it. The signature covers the text of the member `…_response` (or `error_response`) as it
 * was sent, and what is verified is what is parsed. 20000, *.SYSTEM_ERROR and the gateway's own troubles are `unknown` although signed.
 */
export function readAnswer(answer: Exchange, method: string, trusted: TrustedKeys, clock: { now(): number }): ReadAnswer {
  if (answer.kind === 'no-answer') return { kind: 'unknown', status: null, reason: answer.reason, code: null }
  const { status } = answer
  const unknown = (reason: string, json: JsonObject | null = null): ReadAnswer => {
    const code = json === null ? null : codeOf(json)
    return { kind: 'unknown', status, reason: `${reason} (HTTP ${status}${code === null ? '' : ` ${code}`})`, code }
  }
  if (status !== 200) return unknown('no answer of the gateway')
  const members = jsonMembers(answer.body)
  const node = members?.get(`${method.replaceAll('.', '_')}_response`) ?? members?.get('error_response')
  if (members === null || node === undefined) return unknown('no answer to this request')
  const claimed = readJsonObject(node)
  const signature = textOf(members.get('sign'))
  if (signature === null) return unknown('answer not signed', claimed)
  const keys = trusted.candidates(textOf(members.get('alipay_cert_sn')), clock.now())
  if (keys.length === 0) return unknown('answer signed with an unknown certificate', claimed)
  const json = verified(node, signature, keys)
  if (json === null) return unknown('signature of the answer is wrong', claimed)

  const code = asText(json.code)
  if (code === null || code === SUCCESS) return { kind: 'accepted', status, json }
  const subCode = asText(json.sub_code) ?? code
  if (!REFUSED.has(code) || /(^|\.)SYSTEM_ERROR$|^isp\.unknow|^aop\./.test(subCode)) return unknown('the gateway does not know', json)
  return { kind: 'refused', status, json, code: subCode, message: asText(json.sub_msg) ?? asText(json.msg) ?? '' }
}

/** Some gateways sign the text before `/` was written as `\/`; the SDK of the platform tries both, too. */
function verified(node: Buffer, signature: string, keys: Parameters<typeof isSignedBy>[0]): JsonObject | null {
  if (isSignedBy(keys, node, signature)) return readJsonObject(node)
  const plain = Buffer.from(node.toString('latin1').replaceAll('\\/', '/'), 'latin1')
  return plain.length < node.length && isSignedBy(keys, plain, signature) ? readJsonObject(plain) : null
}

function textOf(json: Buffer | undefined): string | null {
  return json === undefined ? null : asText(readJson(json))
}

function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return null
  }
}

/** Codes are platform words such as ACQ.SYSTEM_ERROR; whatever doesn't look like one stays out of our records. */
function codeOf(json: JsonObject): string | null {
  const code = asText(json.sub_code) ?? asText(json.code)
  return code !== null && /^[\w.-]{1,64}$/.test(code) ? code : null
}
