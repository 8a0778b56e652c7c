import type { Middleware } from 'koa'
import type { ResidentCaller } from '../platform/caller.ts'
import { DomainError } from '../platform/domain-error.ts'
import type { Context, RequestState } from './context.ts'
import { clearCookie, readCookie, setCookie } from './cookies.ts'
import { bearerToken } from './staff-identity.ts'

/** How a resident's token came: in a header a mini-program sets itself, or in the cookie of a page in WeChat. */
export type ResidentCarrier = 'mini' | 'h5'
export type ResidentIdentity = {
  identifyResident(
    carrier: ResidentCarrier,
    token: string,
    from: { readonly requestId: string | null; readonly ip: string | null },
  ): Promise<ResidentCaller>
}
type SignsOut = { signOut(carrier: ResidentCarrier, token: string): Promise<void> }

const COOKIE = 'nz_resident'
const cookie = (secure: boolean) => ({ path: '/', sameSite: 'Lax' as const, secure })

/** Everything behind this is for signed-in residents. A write by cookie needs the header no other page can send. */
export function residentOnly(room: ResidentIdentity): Middleware<RequestState> {
  return async (ctx, next) => {
    const carried = carriedToken(ctx as Context)
    if (carried === null) throw new DomainError(401, 'SIGN_IN_NEEDED', '请先登录')
    const { carrier, token } = carried
    const reading = ctx.method === 'GET' || ctx.method === 'HEAD'
    if (carrier === 'h5' && !reading && ctx.get('X-Nuanzhang-Client') !== 'h5') {
      throw new DomainError(403, 'CLIENT_HEADER_NEEDED', '请从公众号页面操作')
    }
    ctx.state.resident = await room.identifyResident(carrier, token, { requestId: ctx.state.requestId, ip: ctx.ip })
    await next()
  }
}

function carriedToken(ctx: Context): { readonly carrier: ResidentCarrier; readonly token: string } | null {
  const bearer = bearerToken(ctx)
  if (bearer !== null) return { carrier: 'mini', token: bearer }
  const kept = readCookie(ctx, COOKIE)
  return kept === null ? null : { carrier: 'h5', token: kept }
}

/** Signs a page in WeChat in. Lax, because people come from a link in a chat. */
export function setResidentCookie(ctx: Context, token: string, expiresInSeconds: number, secure: boolean): void {
  setCookie(ctx, COOKIE, token, { ...cookie(secure), maxAgeSeconds: expiresInSeconds })
}

/** Ends the session the request came with, and takes the cookie away. Answers 204. */
export async function endResidentSession(ctx: Context, room: SignsOut, secure: boolean): Promise<void> {
  const carried = carriedToken(ctx)
  if (carried !== null) await room.signOut(carried.carrier, carried.token)
  clearCookie(ctx, COOKIE, cookie(secure))
  ctx.status = 204
}

export function originOf(ctx: Context): { readonly requestId: string | null; readonly ip: string | null; readonly agent: string | null } {
  return { requestId: ctx.state.requestId, ip: ctx.ip, agent: ctx.get('User-Agent') || null }
}
