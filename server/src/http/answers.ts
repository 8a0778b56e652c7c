import { isDeepStrictEqual } from 'node:util'
import type { Middleware } from 'koa'
import type { z } from 'zod'
import type { RequestState } from './context.ts'

/** What a route says about its answer: one sentence in Chinese, the contract of the body (null: there is none) and the status. */
export type Answer = { readonly summary: string; readonly schema: z.ZodType | null; readonly status: number; readonly mediaType?: string }

/**
 * Says what the route is for and what it answers; the API description is made of it. Where answers are checked (in every test), an
 * answer that lacks something its contract promises, or shows a field the contract does not name, becomes an error instead.
 */
export function answers(
  summary: string,
  schema: z.ZodType | null,
  status = schema ? 200 : 204,
): Middleware<RequestState> & { readonly answer: Answer } {
  const middleware: Middleware<RequestState> = async (ctx, next) => {
    await next()
    if (!ctx.state.checkAnswers || ctx.status >= 300) return
    if (ctx.status !== status) throw new Error(`${ctx.method} ${ctx.path} answered ${ctx.status}, its contract says ${status}`)
    if (!schema) {
      if (ctx.body) throw new Error(`${ctx.method} ${ctx.path} answered a body, its contract knows none`)
      return
    }
    const sent: unknown = JSON.parse(JSON.stringify(ctx.body ?? null))
    const read = schema.safeParse(sent)
    if (!read.success) throw new Error(`${ctx.method} ${ctx.path} broke its contract: ${read.error.message}`)
    if (!isDeepStrictEqual(read.data, sent)) throw new Error(`${ctx.method} ${ctx.path} showed more than its contract names`)
  }
  return Object.assign(middleware, { answer: { summary, schema, status } })
}

/** In front of all routes: from here on answers are held against their contracts. */
export function checkAnswers(): Middleware<RequestState> {
  return async (ctx, next) => {
    ctx.state.checkAnswers = true
    await next()
  }
}
