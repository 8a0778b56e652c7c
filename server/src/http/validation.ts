import type { Middleware } from 'koa'
import rawBody from 'raw-body'
import type { z } from 'zod'
import { DomainError, type FieldError } from '../platform/domain-error.ts'
import type { RequestState } from './context.ts'
import { textFaults } from './text-faults.ts'

/** What a route takes, for the API description. */
export type Accepts = { readonly place: 'body' | 'query' | 'path'; readonly schema: z.ZodType; readonly mediaType?: string }
type Accepting = Middleware<RequestState> & { readonly accepts: Accepts }

const BODY_LIMIT = '256kb'

/** The bytes exactly as they arrived: callbacks are signed over them. */
export function rawBytes(ctx: { req: import('node:http').IncomingMessage }, limit = BODY_LIMIT): Promise<Buffer> {
  return rawBody(ctx.req, { limit })
}

/** JSON body against a contract; all faults at once. */
export function body(schema: z.ZodType, limit = BODY_LIMIT): Accepting {
  const middleware: Middleware<RequestState> = async (ctx, next) => {
    if (!ctx.is('application/json')) throw new DomainError(415, 'NOT_JSON', '请以 JSON 格式提交')
    const text = (await rawBytes(ctx, limit)).toString('utf8')
    let given: unknown
    try {
      given = JSON.parse(text)
    } catch {
      throw new DomainError(400, 'NOT_JSON', '提交的内容不是有效的 JSON')
    }
    ctx.state.body = check(schema, given, '提交的内容有误')
    await next()
  }
  return Object.assign(middleware, { accepts: { place: 'body', schema } as const })
}

/** Query string against a contract. */
export function query(schema: z.ZodType): Accepting {
  const middleware: Middleware<RequestState> = async (ctx, next) => {
    const given = Object.fromEntries(Object.entries(ctx.query).filter(([, value]) => value !== ''))
    ctx.state.query = check(schema, given, '查询条件有误')
    await next()
  }
  return Object.assign(middleware, { accepts: { place: 'query', schema } as const })
}

/** Path parameters against a contract; a malformed number is simply not found. */
export function params(schema: z.ZodType): Accepting {
  const middleware: Middleware<RequestState> = async (ctx, next) => {
    const named = (ctx as unknown as { params: unknown }).params
    const given = schema.safeParse(named)
    if (!given.success || textFaults(named).length > 0) throw new DomainError(404, 'NOT_FOUND', '没有找到要查看的内容，或您无权查看')
    ctx.state.params = given.data
    await next()
  }
  return Object.assign(middleware, { accepts: { place: 'path', schema } as const })
}

function check(schema: z.ZodType, given: unknown, sentence: string): unknown {
  const result = schema.safeParse(given)
  const unseen = textFaults(given)
  if (result.success && unseen.length === 0) return result.data
  const issues = result.error?.issues ?? []
  const errors: FieldError[] = [...issues.map((issue) => ({ path: issue.path.join('.'), message: chinese(issue) })), ...unseen]
  throw new DomainError(422, 'INVALID', `${sentence}：${[...new Set(errors.map((error) => error.message))].slice(0, 3).join('；')}`, {
    errors,
  })
}

/** Contracts carry Chinese messages; what zod says in English about a field without one is put into our words. */
function chinese(issue: z.core.$ZodIssue): string {
  if (/[一-龥]/.test(issue.message)) return issue.message
  if (issue.code === 'unrecognized_keys') return `不认识的字段：${issue.keys.join('、')}`
  if (issue.code === 'invalid_value') return `只能是 ${issue.values.join('、')} 之一`
  if (issue.code === 'too_big' || issue.code === 'too_small') return '长度或大小超出范围'
  return '缺少此项或格式不对'
}
