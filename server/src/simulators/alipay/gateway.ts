import type { MovableClock } from '../wire/movable-clock.ts'
import type { Reply, Route } from '../wire/router.ts'
import { type Operation, type PlannedAnswerFaults, unsignedError, writeAnswer } from './answer-faults.ts'
import { ApiError, invalidArguments, systemError } from './api-error.ts'
import type { AppConfig } from './config.ts'
import type { PlatformKeys } from './platform-keys.ts'
import { paramsOf, type VerifyRequest } from './request-signature.ts'

export type Asked = {
  readonly app: AppConfig
  readonly params: ReadonlyMap<string, string>
  readonly biz: Readonly<Record<string, unknown>>
  /** `http://127.0.0.1:4711`, where the request came to. */
  readonly origin: string
}
/** One method of the gateway; its answer goes beside code 10000, or alone where the method has none. Throws ApiError. */
export type Method = {
  readonly operation: Operation
  readonly bare?: boolean
  readonly work: (asked: Asked) => Readonly<Record<string, unknown>> | 'hang'
}

export type GatewayDeps = {
  readonly clock: MovableClock
  readonly keys: PlatformKeys
  readonly faults: PlannedAnswerFaults
  readonly verify: VerifyRequest
  readonly methods: Readonly<Record<string, Method>>
  readonly onRequest: (operation: Operation) => void
}

/** POST /gateway.do: verified, done, answered and signed. */
export function gatewayRoute({ keys, faults, verify, methods, onRequest }: GatewayDeps): Route {
  return {
    method: 'POST',
    path: '/gateway.do',
    answer: ({ query, body, headers }): Reply => {
      const params = paramsOf(query, body)
      const name = params.get('method') ?? ''
      const method = Object.hasOwn(methods, name) ? methods[name] : undefined
      if (method !== undefined) onRequest(method.operation)
      const verdict = verify(params, 'call')
      if ('error' in verdict && verdict.app === null) return unsignedError(errorOf(verdict.error))
      const app = verdict.app as AppConfig
      const fault = method === undefined ? null : faults.next(method.operation)
      try {
        if ('error' in verdict) throw verdict.error
        if (method === undefined) throw invalidArguments('isv.invalid-method', '不存在的方法名')
        if (fault === 'system-error-before') throw systemError()
        const said = method.work({ app, params, biz: readBiz(params), origin: `http://${headers.host ?? ''}` })
        if (said === 'hang') return 'hang'
        return writeAnswer(name, method.bare ? said : { code: '10000', msg: 'Success', ...said }, keys.keyFor(app), fault)
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        return writeAnswer(name, errorOf(error), keys.keyFor(app), fault)
      }
    },
  }
}

export function readBiz(params: ReadonlyMap<string, string>): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(params.get('biz_content') ?? '{}')
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // falls through: text that is no JSON is refused like any other nonsense
  }
  throw invalidArguments('isv.invalid-parameter', 'biz_content 不是 JSON')
}

function errorOf({ code, msg, subCode, message }: ApiError): Record<string, string> {
  return { code, msg, sub_code: subCode, sub_msg: message }
}
