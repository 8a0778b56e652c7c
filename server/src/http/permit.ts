import type { Middleware } from 'koa'
import type { Permission } from '../../../shared/access/permissions.ts'
import { withRight } from '../platform/caller.ts'
import { DomainError } from '../platform/domain-error.ts'
import { type Context, type RequestState, staffOf } from './context.ts'
import { idempotencyKeyOf } from './idempotency-key.ts'

/**
 * Names the right a staff route needs and narrows the caller to the units where they hold it: an auditor of the company who is a
 * cashier at one station collects at that station only. The route walk test reads `permission` off the middleware.
 */
export function permit(permission: Permission): Middleware<RequestState> & { readonly permission: Permission } {
  const middleware: Middleware<RequestState> = async (ctx, next) => {
    const staff = staffOf(ctx as Context)
    if (staff.mustChangePassword) throw new DomainError(403, 'PASSWORD_CHANGE_NEEDED', '请先修改初始密码')
    const narrowed = withRight(staff, permission)
    if (!narrowed) throw new DomainError(403, 'FORBIDDEN', '您没有这项操作的权限，请联系管理员', { facts: { permission } })
    ctx.state.staff = narrowed
    await next()
  }
  return Object.assign(middleware, { permission })
}

/** Any signed-in member of staff: their own profile and what every screen needs. */
export function permitAnyStaff(): Middleware<RequestState> & { readonly permission: 'any-staff' } {
  const middleware: Middleware<RequestState> = (_ctx, next) => next()
  return Object.assign(middleware, { permission: 'any-staff' as const })
}

/** Makes the route safe to send twice: puts the Idempotency-Key into the caller. Stands after `body`. The route walk test reads `once`. */
export function once(): Middleware<RequestState> & { readonly once: true } {
  const middleware: Middleware<RequestState> = async (ctx, next) => {
    const { staff, resident } = ctx.state
    if (staff) ctx.state.staff = { ...staff, key: idempotencyKeyOf(ctx as Context, `staff:${staff.staffId}`) }
    if (resident) ctx.state.resident = { ...resident, key: idempotencyKeyOf(ctx as Context, `resident:${resident.residentId}`) }
    await next()
  }
  return Object.assign(middleware, { once: true as const })
}
