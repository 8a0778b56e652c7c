import Router from '@koa/router'
import { listOf } from '../../../../shared/contracts/fields.ts'
import { SignIn, StaffMember, StaffProfile, StaffSession } from '../../../../shared/contracts/staff.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { type CookieOptions, clearCookie, readCookie, setCookie } from '../../http/cookies.ts'
import { permit, permitAnyStaff } from '../../http/permit.ts'
import { bearerToken } from '../../http/staff-identity.ts'
import { body } from '../../http/validation.ts'
import type { Clock } from '../../platform/clock.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Origin, Signed, Staff } from './index.ts'
import { sessionOver } from './refresh-session.ts'

/** Behind staff sign-in, at /api/staff. */
export function staffRoutes(staff: Staff): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get('/me', answers('当前登录的员工', StaffProfile), permitAnyStaff(), async (ctx) => {
    ctx.body = await staff.profileOf(staffOf(ctx as Context))
  })
  router.get('/members', answers('员工名单', listOf(StaffMember)), permit('staff.member.invite'), async (ctx) => {
    ctx.body = { items: await staff.listMembers(staffOf(ctx as Context)) }
  })
  return router
}

const COOKIE = 'nz_staff_refresh'

export type SessionCookies = { readonly clock: Pick<Clock, 'now'>; readonly secure: boolean }

/** In front of staff sign-in, at /api/staff. Answers with tokens are never kept, so these take no Idempotency-Key. */
export function staffSessionRoutes(staff: Staff, { clock, secure }: SessionCookies): Router<RequestState> {
  const router = new Router<RequestState>()
  const cookie: CookieOptions = { path: '/api/staff/sessions', sameSite: 'Strict', secure }

  function answer(ctx: Context, { session, refresh }: Signed): void {
    if (refresh) setCookie(ctx, COOKIE, refresh.token, { ...cookie, maxAgeSeconds: (refresh.expiresAt - clock.now()) / 1000 })
    ctx.body = session
  }

  router.post('/sessions', answers('员工登录', StaffSession, 201), body(SignIn), async (ctx) => {
    answer(ctx as Context, await staff.signIn(ctx.state.body as SignIn, originOf(ctx as Context)))
    ctx.status = 201
  })
  router.post('/sessions/refresh', answers('用刷新凭证换新的登录', StaffSession), async (ctx) => {
    fromConsole(ctx as Context)
    const token = readCookie(ctx, COOKIE)
    if (token === null) throw sessionOver()
    try {
      answer(ctx as Context, await staff.refreshSession(token, originOf(ctx as Context)))
    } catch (error) {
      if (error instanceof DomainError && error.status === 401) clearCookie(ctx, COOKIE, cookie)
      throw error
    }
  })
  router.delete('/sessions/current', answers('员工退出登录', null), async (ctx) => {
    fromConsole(ctx as Context)
    await staff.signOut({ refreshToken: readCookie(ctx, COOKIE), accessToken: bearerToken(ctx) }, originOf(ctx as Context))
    clearCookie(ctx, COOKIE, cookie)
    ctx.status = 204
  })
  return router
}

function originOf(ctx: Context): Origin {
  return { requestId: ctx.state.requestId, ip: ctx.ip, agent: ctx.get('User-Agent') || null }
}

/** A page of another origin can't set this header, so it can't use the cookie. */
function fromConsole(ctx: Context): void {
  if (ctx.get('X-Nuanzhang-Client') !== 'console') throw new DomainError(403, 'CLIENT_HEADER_NEEDED', '请从管理后台操作')
}
