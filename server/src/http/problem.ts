import type { Middleware } from 'koa'
import type { Problem } from '../../../shared/contracts/problem.ts'
import { DomainError } from '../platform/domain-error.ts'
import type { Logger } from '../platform/logger.ts'
import type { Context, RequestState } from './context.ts'

/** Turns every refusal into problem+json. What we did not expect becomes one dull 500: no stack, no SQL, only the request id. */
export function problems(logger: Logger): Middleware<RequestState> {
  return async (ctx, next) => {
    try {
      await next()
      if (ctx.status === 404 && ctx.body === undefined) throw new DomainError(404, 'ROUTE_NOT_FOUND', '没有这个地址')
      if (ctx.status === 405 && ctx.body === undefined) throw new DomainError(405, 'METHOD_NOT_ALLOWED', '这个地址不支持该操作')
    } catch (error) {
      const known = asDomainError(error)
      if (!known) logger.error({ requestId: ctx.state.requestId, err: error }, 'unexpected error')
      answer(ctx, known ?? new DomainError(500, 'INTERNAL', `系统出了点问题，请稍后再试；如需帮助请提供编号 ${ctx.state.requestId}`))
    }
  }
}

function asDomainError(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error
  const http = error as { status?: number; expose?: boolean; type?: string }
  if (http.type === 'entity.too.large' || http.status === 413) return new DomainError(413, 'BODY_TOO_LARGE', '提交的内容太大')
  if (http.status && http.status >= 400 && http.status < 500 && http.expose)
    return new DomainError(http.status, 'BAD_REQUEST', '请求格式不对')
  return null
}

function answer(ctx: Context, error: DomainError): void {
  const problem: Problem = {
    type: `urn:nuanzhang:problem:${error.code.toLowerCase().replaceAll('_', '-')}`,
    title: error.code,
    status: error.status,
    code: error.code,
    detail: error.detail,
    requestId: ctx.state.requestId,
    ...(error.errors ? { errors: [...error.errors] } : {}),
    ...(error.facts ? { facts: { ...error.facts } } : {}),
  }
  ctx.status = error.status
  ctx.body = JSON.stringify(problem)
  ctx.type = 'application/problem+json; charset=utf-8'
  ctx.set('Cache-Control', 'no-store')
}
