import { generateKeyPairSync, sign } from 'node:crypto'
import { wireTime } from './wire-time.ts'

type Fields = Readonly<Record<string, string>>
type Draft = {
  readonly fields: Fields
  readonly at: number
  readonly sign: (fields: Fields, algorithm?: 'RSA-SHA1') => string
}
type Form = readonly (readonly [name: string, value: string])[]

/** Ways to spoil a signed notice; each gives the fields as they are sent. */
const TAMPERINGS = {
  'amount-after-signing': (draft: Draft) =>
    signed(draft).map((pair) => (pair[0] === 'total_amount' ? (['total_amount', '0.01'] as const) : pair)),
  'amount-twice': (draft: Draft) => [['total_amount', '0.01'] as const, ...signed(draft)],
  'field-added': (draft: Draft) => [...signed(draft), ['passback_params', 'paid'] as const],
  'signature-bit': (draft: Draft) => signed(draft).map((pair) => (pair[0] === 'sign' ? (['sign', flipBit(pair[1])] as const) : pair)),
  'no-signature': (draft: Draft) => Object.entries(draft.fields),
  'no-sign-type': (draft: Draft) => signed(draft).filter(([name]) => name !== 'sign_type'),
  sha1: (draft: Draft) => {
    const fields = { ...draft.fields, sign_type: 'RSA' }
    return [...Object.entries(fields), ['sign', draft.sign(fields, 'RSA-SHA1')] as const]
  },
  'sha1-said-rsa2': (draft: Draft) => [...Object.entries(draft.fields), ['sign', draft.sign(draft.fields, 'RSA-SHA1')] as const],
  stale: (draft: Draft) => signed(sentAt(draft, draft.at - 48 * 3_600_000)),
  future: (draft: Draft) => signed(sentAt(draft, draft.at + 3_600_000)),
  'stranger-key': (draft: Draft) => [...Object.entries(draft.fields), ['sign', signAsStranger(draft.fields)] as const],
} as const satisfies Record<string, (draft: Draft) => Form>

export type TamperKind = keyof typeof TAMPERINGS
export const tamperKinds = Object.keys(TAMPERINGS) as TamperKind[]

export function isTamperKind(kind: unknown): kind is TamperKind {
  return typeof kind === 'string' && Object.hasOwn(TAMPERINGS, kind)
}

/** The fields with their signature, spoiled as asked. */
export function tamper(kind: TamperKind | null, draft: Draft): Form {
  return kind === null ? signed(draft) : TAMPERINGS[kind](draft)
}

function signed({ fields, sign: signFields }: Draft): Form {
  return [...Object.entries(fields), ['sign', signFields(fields)] as const]
}

function sentAt(draft: Draft, at: number): Draft {
  return { ...draft, fields: { ...draft.fields, notify_time: wireTime(at) } }
}

function flipBit(signature: string): string {
  const bytes = Buffer.from(signature, 'base64')
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1)
  return bytes.toString('base64')
}

let stranger: string | null = null

function signAsStranger(fields: Fields): string {
  stranger ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const names = Object.keys(fields).filter((name) => name !== 'sign_type')
  const content = names
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&')
  return sign('RSA-SHA256', Buffer.from(content), stranger).toString('base64')
}
