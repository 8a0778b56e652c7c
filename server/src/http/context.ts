import type { ParameterizedContext } from 'koa'
import type { ResidentCaller, StaffCaller } from '../platform/caller.ts'

/** What the middleware chain has established by the time a route runs. */
export type RequestState = {
  requestId: string
  body: unknown
  query: unknown
  params: unknown
  /** The bytes of an uploaded file. */
  upload?: Buffer
  staff?: StaffCaller
  resident?: ResidentCaller
  /** Answers are held against their contracts (tests). */
  checkAnswers?: boolean
}
export type Context = ParameterizedContext<RequestState>

/** The signed-in member of staff; a route without `staffOnly` in front of it is a mistake. */
export function staffOf(ctx: Context): StaffCaller {
  if (!ctx.state.staff) throw new Error('this route is not behind staff sign-in')
  return ctx.state.staff
}

export function residentOf(ctx: Context): ResidentCaller {
  if (!ctx.state.resident) throw new Error('this route is not behind resident sign-in')
  return ctx.state.resident
}
