import Router from '@koa/router'
import { listOf } from '../../../../shared/contracts/fields.ts'
import { CreateRole, EditRole, RoleName, RoleParams, StaffRole } from '../../../../shared/contracts/staff/roles.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params } from '../../http/validation.ts'
import type { Staff } from './index.ts'

/** 角色, behind staff sign-in at /api/staff. Whoever invites people reads them; whoever edits rights changes them. */
export function rolesRoutes(staff: Staff): Router<RequestState> {
  const router = new Router<RequestState>()
  const named = params(RoleParams)
  const codeOf = (ctx: Context) => (ctx.state.params as { roleCode: string }).roleCode
  const edit = permit('staff.role.edit')

  router.get('/roles', answers('角色与权限', listOf(StaffRole)), permit('staff.member.invite'), async (ctx) => {
    ctx.body = { items: await staff.listRoles(staffOf(ctx as Context)) }
  })
  router.post('/roles', answers('新增角色', RoleName, 201), edit, body(CreateRole), once(), async (ctx) => {
    ctx.body = await staff.addRole(staffOf(ctx as Context), ctx.state.body as CreateRole)
    ctx.status = 201
  })
  router.post('/roles/:roleCode', answers('修改角色', RoleName), edit, named, body(EditRole), once(), async (ctx) => {
    ctx.body = await staff.editRole(staffOf(ctx as Context), codeOf(ctx as Context), ctx.state.body as EditRole)
  })
  router.delete('/roles/:roleCode', answers('删除没有人用的角色', RoleName), edit, named, once(), async (ctx) => {
    ctx.body = await staff.removeRole(staffOf(ctx as Context), codeOf(ctx as Context))
  })
  return router
}
