import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { ObjectRequest } from './object-request.ts'

export type AccessKey = { readonly id: string; readonly secret: string; readonly region: string }
/** The error code of OSS, or null when the signature is right. */
export type SignatureFault = 'AccessDenied' | 'InvalidAccessKeyId' | 'SignatureDoesNotMatch' | 'RequestTimeTooSkewed'

/** OSS refuses requests whose time is more than 15 minutes off. */
const SKEW_MS = 15 * 60_000

/** Checks the Authorization header of version 1 (HMAC-SHA1) or 4 (OSS4-HMAC-SHA256) by the words of the OSS API reference. */
export function faultOfSignature(request: ObjectRequest, key: AccessKey, now: number): SignatureFault | null {
  const authorization = request.headers.authorization ?? ''
  const v1 = /^OSS ([^:]+):(.+)$/.exec(authorization)
  if (v1) return faultOfV1(request, key, v1[1] ?? '', v1[2] ?? '', now)
  const v4 = /^OSS4-HMAC-SHA256 Credential=([^,]+),(?:AdditionalHeaders=([^,]*),)?Signature=([0-9a-f]{64})$/.exec(authorization)
  if (v4) return faultOfV4(request, key, { credential: v4[1] ?? '', additional: v4[2] ?? '', signature: v4[3] ?? '' }, now)
  return 'AccessDenied'
}

function faultOfV1(request: ObjectRequest, key: AccessKey, id: string, signature: string, now: number): SignatureFault | null {
  const { method, headers, bucket } = request
  if (id !== key.id) return 'InvalidAccessKeyId'
  const date = headers['x-oss-date'] ?? headers.date ?? ''
  if (!(Math.abs(now - Date.parse(date)) <= SKEW_MS)) return 'RequestTimeTooSkewed'
  const own = Object.keys(headers)
    .filter((name) => name.startsWith('x-oss-'))
    .sort()
    .map((name) => `${name}:${headers[name]?.trim()}`)
  const signed = [method, headers['content-md5'] ?? '', headers['content-type'] ?? '', date, ...own, `/${bucket}/${request.key}`].join('\n')
  return same(signature, createHmac('sha1', key.secret).update(signed).digest('base64')) ? null : 'SignatureDoesNotMatch'
}

type V4 = { readonly credential: string; readonly additional: string; readonly signature: string }

function faultOfV4(request: ObjectRequest, key: AccessKey, { credential, additional, signature }: V4, now: number): SignatureFault | null {
  const { headers, method } = request
  const time = headers['x-oss-date'] ?? ''
  const at = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  if (!(Math.abs(now - at) <= SKEW_MS)) return 'RequestTimeTooSkewed'
  const day = time.slice(0, 8)
  const scope = `${day}/${key.region}/oss/aliyun_v4_request`
  if (!credential.startsWith(`${key.id}/`)) return 'InvalidAccessKeyId'
  if (credential !== `${key.id}/${scope}`) return 'SignatureDoesNotMatch'
  const more = additional === '' ? [] : additional.split(';')
  const signedHeaders = Object.keys(headers)
    .filter((name) => name === 'content-type' || name === 'content-md5' || name.startsWith('x-oss-') || more.includes(name))
    .sort()
    .map((name) => `${name}:${headers[name]?.trim()}\n`)
    .join('')
  const query = [...request.query]
    .map(([name, value]) => (value === '' ? encode(name) : `${encode(name)}=${encode(value)}`))
    .sort()
    .join('&')
  const uri = `/${request.bucket}/${request.key}`.split('/').map(encode).join('/')
  const payload = headers['x-oss-content-sha256'] ?? 'UNSIGNED-PAYLOAD'
  const canonical = [method, uri, query, signedHeaders, more.join(';'), payload].join('\n')
  const text = ['OSS4-HMAC-SHA256', time, scope, createHash('sha256').update(canonical).digest('hex')].join('\n')
  const signing = [day, key.region, 'oss', 'aliyun_v4_request'].reduce<string | Buffer>(
    (secret, word) => createHmac('sha256', secret).update(word).digest(),
    `aliyun_v4${key.secret}`,
  )
  return same(signature, createHmac('sha256', signing).update(text).digest('hex')) ? null : 'SignatureDoesNotMatch'
}

/** RFC 3986: also what encodeURIComponent leaves alone. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

function same(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)]
  return one.length === other.length && timingSafeEqual(one, other)
}
