import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { PlatformKeyConfig } from './config.ts'
import { type SealedResource, signBody } from './platform-signature.ts'

/** Ways to spoil a sealed resource; the notice around it is then signed with the platform's real key, so only the tag tells. */
const RESOURCE_TAMPERINGS = {
  'amount-in-ciphertext': (resource: SealedResource, plain: string) => changeCiphertext(resource, firstDigitOfTotal(plain), zeroTag),
  'zero-tag': (resource: SealedResource) => changeCiphertext(resource, null, zeroTag),
  'ciphertext-bit': (resource: SealedResource) => changeCiphertext(resource, 0, null),
  'resource-nonce': (resource: SealedResource) => ({ ...resource, nonce: randomBytes(6).toString('hex') }),
  'associated-data': (resource: SealedResource) => ({ ...resource, associated_data: 'certificate' }),
} as const

/** Ways to spoil the signed message. */
const MESSAGE_TAMPERINGS = {
  'signature-bit': ({ headers, ...rest }: Message) => ({
    ...rest,
    headers: { ...headers, 'wechatpay-signature': flipBit(headers['wechatpay-signature']) },
  }),
  'sign-test': ({ headers, ...rest }: Message) => ({
    ...rest,
    headers: { ...headers, 'wechatpay-signature': `WECHATPAY/SIGNTEST/${randomBytes(240).toString('base64')}` },
  }),
  'body-after-signing': ({ headers, body, ...rest }: Message) => ({ ...rest, headers, body: body.replace('"summary":"', '"summary":" ') }),
  'header-nonce': ({ headers, ...rest }: Message) => ({
    ...rest,
    headers: { ...headers, 'wechatpay-nonce': randomBytes(16).toString('hex') },
  }),
  'header-timestamp': ({ headers, ...rest }: Message) => ({
    ...rest,
    headers: { ...headers, 'wechatpay-timestamp': String(Number(headers['wechatpay-timestamp']) - 1) },
  }),
  'header-serial': ({ headers, ...rest }: Message) => ({
    ...rest,
    headers: { ...headers, 'wechatpay-serial': randomBytes(20).toString('hex').toUpperCase() },
  }),
  'serial-constructor': ({ headers, ...rest }: Message) => ({ ...rest, headers: { ...headers, 'wechatpay-serial': 'constructor' } }),
  'no-signature': ({ headers: { 'wechatpay-signature': _, ...headers }, ...rest }: Message) => ({ ...rest, headers }),
  stale: ({ key, at, body }: Message) => ({ key, at, body, headers: signBody(key, at - 400_000, body) }),
  future: ({ key, at, body }: Message) => ({ key, at, body, headers: signBody(key, at + 400_000, body) }),
  'stranger-key': ({ headers, body, ...rest }: Message) => ({
    ...rest,
    body,
    headers: { ...headers, 'wechatpay-signature': signAsStranger(headers, body) },
  }),
} as const

type Message = {
  readonly key: PlatformKeyConfig
  readonly at: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export type TamperKind = keyof typeof RESOURCE_TAMPERINGS | keyof typeof MESSAGE_TAMPERINGS
export const tamperKinds = [...Object.keys(RESOURCE_TAMPERINGS), ...Object.keys(MESSAGE_TAMPERINGS)] as TamperKind[]

export function isTamperKind(kind: unknown): kind is TamperKind {
  return typeof kind === 'string' && tamperKinds.includes(kind as TamperKind)
}

export function tamperResource(kind: TamperKind | null, resource: SealedResource, plain: string): SealedResource {
  return kind !== null && kind in RESOURCE_TAMPERINGS
    ? RESOURCE_TAMPERINGS[kind as keyof typeof RESOURCE_TAMPERINGS](resource, plain)
    : resource
}

export function tamperMessage(kind: TamperKind | null, message: Message): Message {
  return kind !== null && kind in MESSAGE_TAMPERINGS ? MESSAGE_TAMPERINGS[kind as keyof typeof MESSAGE_TAMPERINGS](message) : message
}

/** GCM is a stream cipher: whoever knows one digit of the text can turn it into another. Only the tag forbids it. */
function changeCiphertext(resource: SealedResource, position: number | null, changeTag: ((bytes: Buffer) => void) | null): SealedResource {
  const bytes = Buffer.from(resource.ciphertext, 'base64')
  // the low bit turns every digit into its neighbour: 0 and 1, 2 and 3, ... 8 and 9
  if (position !== null) bytes.writeUInt8(bytes.readUInt8(position) ^ 1, position)
  changeTag?.(bytes)
  return { ...resource, ciphertext: bytes.toString('base64') }
}

function zeroTag(bytes: Buffer): void {
  bytes.fill(0, bytes.length - 16)
}

function firstDigitOfTotal(plain: string): number {
  const marker = '"total":'
  const index = plain.indexOf(marker)
  if (index < 0) throw new Error('no amount in the notice to be changed')
  return Buffer.byteLength(plain.slice(0, index + marker.length))
}

function flipBit(signature: string | undefined): string {
  const bytes = Buffer.from(signature ?? '', 'base64')
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1)
  return bytes.toString('base64')
}

let stranger: string | null = null

function signAsStranger(headers: Readonly<Record<string, string>>, body: string): string {
  stranger ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return sign('RSA-SHA256', Buffer.from(`${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n${body}\n`), stranger).toString(
    'base64',
  )
}
