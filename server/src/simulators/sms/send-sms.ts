import { randomUUID } from 'node:crypto'
import type { MovableClock } from '../wire/movable-clock.ts'
import type { PlannedFaults } from '../wire/planned-faults.ts'
import { json } from '../wire/replies.ts'
import type { Call, Reply, Route } from '../wire/router.ts'
import type { Book, TakenMessage } from './book.ts'
import type { SimulatorConfig } from './config.ts'
import { isGenuine } from './request-signature.ts'

export const answerFaults = ['hang', 'drop', 'hang-but-take', 'server-error', 'no-json', 'limit'] as const
export type AnswerFault = (typeof answerFaults)[number]
export type SendDeps = {
  readonly config: SimulatorConfig
  readonly book: Book
  readonly clock: Pick<MovableClock, 'now'>
  readonly faults: PlannedFaults<'SendSms', AnswerFault>
}

/** How far a request's time stamp may lie from the provider's clock. */
const WINDOW_MS = 15 * 60_000
/** The provider's defaults for codes: so many to one number in so much time. */
const LIMITS = [
  { ms: 60_000, most: 1, name: '分钟' },
  { ms: 3_600_000, most: 5, name: '小时' },
  { ms: 86_400_000, most: 10, name: '天' },
] as const

/** SendSms as its callers meet it: errors of the gateway are 400, errors of the business 200 with a code. */
export function sendSmsRoute(deps: SendDeps): Route {
  const { config, book, clock, faults } = deps
  const nonces = new Set<string>()
  return { method: 'POST', path: '/', answer: (call) => answer(call) }

  function answer(call: Call): Reply {
    const fault = faults.next('SendSms')
    if (fault === 'hang' || fault === 'drop') return fault
    if (fault === 'server-error')
      return json({ Code: 'ServiceUnavailable', Message: 'The request has failed.', RequestId: randomUUID() }, 503)
    if (fault === 'no-json') return { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }
    const params = new Map([...call.query, ...new URLSearchParams(call.body.toString('utf8'))])
    const refusal = refusalOf(params)
    if (refusal) return json({ RequestId: randomUUID(), ...refusal.body }, refusal.status)
    const reply = fault === 'limit' ? business('isv.BUSINESS_LIMIT_CONTROL', '触发分钟级流控Permits:1') : take(params)
    return fault === 'hang-but-take' ? 'hang' : json({ RequestId: randomUUID(), ...reply })
  }

  function refusalOf(params: ReadonlyMap<string, string>): { readonly status: number; readonly body: object } | null {
    const refuse = (Code: string, Message: string, status = 400) => ({ status, body: { Code, Message } })
    if (params.get('Action') !== 'SendSms' || params.get('Version') !== '2017-05-25')
      return refuse('InvalidAction.NotFound', 'Specified api is not found, please check your url and method.', 404)
    if (params.get('AccessKeyId') !== config.accessKeyId)
      return refuse('InvalidAccessKeyId.NotFound', 'Specified access key is not found.', 404)
    if (params.get('SignatureMethod') !== 'HMAC-SHA1' || params.get('SignatureVersion') !== '1.0')
      return refuse('InvalidSignatureMethod', 'Specified signature method is not valid.')
    if (!isGenuine('POST', params, config.accessKeySecret))
      return refuse('SignatureDoesNotMatch', 'Specified signature is not matched with our calculation.')
    const at = Date.parse(params.get('Timestamp') ?? '')
    if (!(Math.abs(clock.now() - at) <= WINDOW_MS))
      return refuse('InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.')
    const nonce = params.get('SignatureNonce') ?? ''
    if (nonce === '' || nonces.has(nonce)) return refuse('SignatureNonceUsed', 'Specified signature nonce was used already.')
    nonces.add(nonce)
    return null
  }

  function take(params: ReadonlyMap<string, string>): object {
    const phone = params.get('PhoneNumbers') ?? ''
    const signName = params.get('SignName') ?? ''
    const template = config.templates.find(({ code }) => code === params.get('TemplateCode'))
    const given = readParams(params.get('TemplateParam'))
    if (!/^1[3-9]\d{9}$/.test(phone)) return business('isv.MOBILE_NUMBER_ILLEGAL', '号码不合法')
    if (!config.signNames.includes(signName)) return business('isv.SMS_SIGNATURE_ILLEGAL', '短信签名不合法')
    if (!template) return business('isv.SMS_TEMPLATE_ILLEGAL', '短信模板不合法')
    if (!given) return business('isv.INVALID_JSON_PARAM', 'JSON参数不合法')
    const missing = [...template.words.matchAll(/\$\{(\w+)\}/g)].find(([, name]) => given[name ?? ''] === undefined)
    if (missing) return business('isv.TEMPLATE_MISSING_PARAMETERS', '模版缺少变量')
    const over = LIMITS.find(({ ms, most }) => sentSince(phone, clock.now() - ms) >= most)
    if (over) return business('isv.BUSINESS_LIMIT_CONTROL', `触发${over.name}级流控Permits:${over.most}`)
    const message: TakenMessage = {
      bizId: `${clock.now()}^0`,
      at: clock.now(),
      phone,
      signName,
      templateCode: template.code,
      words: template.words.replace(/\$\{(\w+)\}/g, (_, name: string) => given[name] ?? ''),
      params: given,
      outId: params.get('OutId') ?? '',
    }
    book.append({ line: 'taken', message })
    return { Message: 'OK', BizId: message.bizId, Code: 'OK' }
  }

  function sentSince(phone: string, since: number): number {
    return book.messages().filter((message) => message.phone === phone && message.at > since).length
  }
}

const business = (Code: string, Message: string) => ({ Code, Message })

function readParams(text: string | undefined): Readonly<Record<string, string>> | null {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, string>) : null
  } catch {
    return null
  }
}
