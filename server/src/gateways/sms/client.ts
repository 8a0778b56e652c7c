import { randomUUID } from 'node:crypto'
import { exchange } from '../wire/http-exchange.ts'
import { asText, readJsonObject } from '../wire/json.ts'
import type { SmsGateway, SmsMessage, SmsResult } from './port.ts'
import type { SmsSettings } from './settings.ts'
import { canonicalQuery, rpcSignature } from './signature.ts'

export type { SmsSettings } from './settings.ts'

type Time = { readonly now: () => number }

/**
 * Alibaba Cloud SMS, SendSms of 2017-05-25. Only `Code: OK` in the answer is a message taken: HTTP 200 alone is not. Phone, code and
 * secret never leave this file in a reason or a log.
 */
export function createSmsGateway({ settings, clock }: { readonly settings: SmsSettings; readonly clock: Time }): SmsGateway {
  return {
    async send(message) {
      const params = paramsOf(settings, message, clock)
      const signature = rpcSignature('POST', params, settings.accessKeySecret)
      const answer = await exchange({
        method: 'POST',
        url: `${settings.url}/`,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
        body: canonicalQuery({ ...params, Signature: signature }),
        timeoutMs: settings.timeoutMs,
      })
      return answer.kind === 'no-answer' ? { kind: 'unknown', reason: answer.reason } : resultOf(answer.status, answer.body)
    },
  }
}

function paramsOf(settings: SmsSettings, { phone, template, params, outId }: SmsMessage, clock: Time): Record<string, string> {
  return {
    Action: 'SendSms',
    Version: '2017-05-25',
    RegionId: 'cn-hangzhou',
    Format: 'JSON',
    AccessKeyId: settings.accessKeyId,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: randomUUID(),
    Timestamp: `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
    PhoneNumbers: phone,
    SignName: settings.signName,
    TemplateCode: settings.templates[template],
    TemplateParam: JSON.stringify(params),
    OutId: outId,
  }
}

/** A 5xx or an answer without a code leaves open whether the message went out. */
function resultOf(status: number, body: Buffer): SmsResult {
  const json = readJsonObject(body)
  const code = asText(json?.Code)
  if (code === null || status >= 500)
    return { kind: 'unknown', reason: `HTTP ${status}${code === null ? ', no code in the answer' : `, ${code}`}` }
  if (status === 200 && code === 'OK') return { kind: 'accepted', providerId: asText(json?.BizId) ?? asText(json?.RequestId) ?? '' }
  return { kind: 'refused', code: code.slice(0, 64), message: (asText(json?.Message) ?? '').slice(0, 200) }
}
