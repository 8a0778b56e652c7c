import type { PlannedFaults } from '../wire/planned-faults.ts'
import type { Reply } from '../wire/router.ts'
import type { PlatformKeyConfig } from './config.ts'
import { signBody } from './platform-signature.ts'

export const operations = ['jsapi', 'h5', 'native', 'query', 'close', 'refund', 'refund-query', 'bill', 'certificates'] as const
export type Operation = (typeof operations)[number]

/** Ways to spoil an answer. The work has been done by then, except for `system-error-before`. */
export const answerFaults = [
  'hang',
  'drop',
  'unsigned',
  'bad-signature',
  'body-changed',
  'stale',
  'future',
  'unknown-serial',
  'not-json',
  'other-order',
  'other-url',
  'other-merchant',
  'system-error',
  'system-error-before',
] as const
export type AnswerFault = (typeof answerFaults)[number]

export type PlannedAnswerFaults = PlannedFaults<Operation, AnswerFault>

/** The signed answer, spoiled as asked. */
export function writeAnswer(status: number, value: unknown, key: PlatformKeyConfig, at: number, fault: AnswerFault | null): Reply {
  if (fault === 'hang' || fault === 'drop') return fault
  const [sentStatus, body] =
    fault === 'system-error'
      ? [500, JSON.stringify({ code: 'SYSTEM_ERROR', message: '系统异常，请稍后重试' })]
      : [status, writeBody(value, fault)]
  const signedAt = fault === 'stale' ? at - 400_000 : fault === 'future' ? at + 400_000 : at
  const signed = signBody(key, signedAt, body)
  const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8', ...(fault === 'unsigned' ? {} : signed) }
  if (fault === 'bad-signature') headers['wechatpay-signature'] = Buffer.alloc(256, 7).toString('base64')
  if (fault === 'unknown-serial') headers['wechatpay-serial'] = '0123456789ABCDEF0123456789ABCDEF01234567'
  return { status: sentStatus, headers, body: fault === 'body-changed' ? body.replace('{', '{ ') : body }
}

const WRONG_CONTENT: Partial<Readonly<Record<AnswerFault, object>>> = {
  'other-order': { out_trade_no: 'SOMEBODYELSES1', out_refund_no: 'SOMEBODYELSES1' },
  'other-merchant': { mchid: '1900000099', sub_mchid: '1900000099' },
  'other-url': { h5_url: 'javascript:alert(1)', code_url: 'https://elsewhere.example/' },
}

function writeBody(value: unknown, fault: AnswerFault | null): string {
  if (fault === 'not-json') return '<html></html>'
  if (value === null) return ''
  return JSON.stringify({ ...(value as object), ...(fault === null ? {} : WRONG_CONTENT[fault]) })
}
