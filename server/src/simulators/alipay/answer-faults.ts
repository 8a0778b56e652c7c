import { sign } from 'node:crypto'
import type { PlannedFaults } from '../wire/planned-faults.ts'
import type { Reply } from '../wire/router.ts'
import type { PlatformKeyConfig } from './config.ts'

export const operations = [
  'create',
  'query',
  'close',
  'refund',
  'refund-query',
  'bill-address',
  'bill-file',
  'bill-totals',
  'oauth-token',
] as const
export type Operation = (typeof operations)[number]

/** Ways to spoil an answer. The work has been done by then, except for `system-error-before`. */
export const answerFaults = [
  'hang',
  'drop',
  'http-500',
  'unsigned',
  'bad-signature',
  'node-changed',
  'node-twice',
  'other-certificate',
  'other-method',
  'not-json',
  'other-order',
  'system-error',
  'system-error-before',
] as const
export type AnswerFault = (typeof answerFaults)[number]
export type PlannedAnswerFaults = PlannedFaults<Operation, AnswerFault>

const SYSTEM_ERROR = { code: '20000', msg: 'Service Currently Unavailable', sub_code: 'isp.unknow-error', sub_msg: '系统繁忙' }

/** The signed answer, spoiled as asked. Slashes are written `\/`, as the platform does. */
export function writeAnswer(method: string, value: object, key: PlatformKeyConfig, fault: AnswerFault | null): Reply {
  if (fault === 'hang' || fault === 'drop') return fault
  if (fault === 'http-500') return { status: 500, body: '<html></html>' }
  if (fault === 'not-json') return { status: 200, body: '<html></html>' }
  const said = fault === 'system-error' ? SYSTEM_ERROR : fault === 'other-order' ? { ...value, out_trade_no: 'SOMEBODYELSES1' } : value
  const node = JSON.stringify(said).replaceAll('/', '\\/')
  const name = `${fault === 'other-method' ? 'alipay_trade_other' : method.replaceAll('.', '_')}_response`
  const signature = fault === 'bad-signature' ? Buffer.alloc(256, 7) : sign('RSA-SHA256', Buffer.from(node), key.privateKeyPem)
  const members = [
    ...(fault === 'node-twice' ? [`"${name}":{"code":"10000","msg":"forged"}`] : []),
    `"${name}":${fault === 'node-changed' ? node.replace('{', '{ ') : node}`,
    ...(key.serial === null && fault !== 'other-certificate'
      ? []
      : [`"alipay_cert_sn":"${fault === 'other-certificate' ? '0'.repeat(32) : key.serial}"`]),
    ...(fault === 'unsigned' ? [] : [`"sign":"${signature.toString('base64')}"`]),
  ]
  return { status: 200, headers: { 'content-type': 'text/html;charset=utf-8' }, body: `{${members.join(',')}}` }
}

/** For whom it can't recognise, the gateway doesn't sign. */
export function unsignedError(value: object): Reply {
  return { status: 200, headers: { 'content-type': 'text/html;charset=utf-8' }, body: JSON.stringify({ error_response: value }) }
}
