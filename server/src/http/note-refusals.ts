import type { Middleware } from 'koa'
import type { StaffCaller } from '../platform/caller.ts'
import { DomainError } from '../platform/domain-error.ts'
import type { RequestState } from './context.ts'

/** Writes down who tried what they have no right to: one slip is nothing, a row of them is somebody trying doors. */
export function noteRefusals(
  note: (caller: StaffCaller, what: { readonly permission: string; readonly act: string }) => Promise<void>,
): Middleware<RequestState> {
  return async (ctx, next) => {
    try {
      await next()
    } catch (error) {
      const { staff } = ctx.state
      const permission = error instanceof DomainError && error.code === 'FORBIDDEN' ? error.facts?.permission : undefined
      if (staff && typeof permission === 'string') await note(staff, { permission, act: `${ctx.method} ${ctx.path}`.slice(0, 200) })
      throw error
    }
  }
}
