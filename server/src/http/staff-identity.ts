import type { Middleware } from 'koa'
import type { StaffCaller } from '../platform/caller.ts'
import { DomainError } from '../platform/domain-error.ts'
import type { RequestState } from './context.ts'

/** What sign-in checks need of the staff room. */
export type StaffIdentity = {
  identifyStaff(accessToken: string, from: { readonly requestId: string | null; readonly ip: string | null }): Promise<StaffCaller>
}

/** Everything behind this is for signed-in staff: 401 SIGN_IN_NEEDED without a living access token. */
export function staffOnly(room: StaffIdentity): Middleware<RequestState> {
  return async (ctx, next) => {
    const token = bearerToken(ctx)
    if (token === null) throw new DomainError(401, 'SIGN_IN_NEEDED', '请先登录')
    ctx.state.staff = await room.identifyStaff(token, { requestId: ctx.state.requestId, ip: ctx.ip })
    await next()
  }
}

/** The token of `Authorization: Bearer …`; null when there is none. */
export function bearerToken(ctx: { get(name: string): string }): string | null {
  const match = /^Bearer ([\w.~+/-]+=*)$/i.exec(ctx.get('Authorization'))
  return match?.[1] ?? null
}
