import Router from '@koa/router'
import { listOf } from '../../../../shared/contracts/fields.ts'
import {
  ChangePassword,
  ConfirmedByPassword,
  DisableMember,
  EditMember,
  EndedSessions,
  EndSessions,
  FirstPassword,
  InviteMember,
  MemberName,
  MemberParams,
  StaffSignIn,
} from '../../../../shared/contracts/staff/members.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { once, permit, permitAnyStaff } from '../../http/permit.ts'
import { body, params } from '../../http/validation.ts'
import type { Staff } from './index.ts'

/** Colleagues and one's own password, behind staff sign-in at /api/staff. */
export function membersRoutes(staff: Staff): Router<RequestState> {
  const router = new Router<RequestState>()
  const named = params(MemberParams)
  const nameOf = (ctx: Context) => (ctx.state.params as { memberName: string }).memberName

  const invite = permit('staff.member.invite')
  router.post('/members', answers('新增员工，初始密码只告知一次', FirstPassword, 201), invite, body(InviteMember), once(), async (ctx) => {
    ctx.body = await staff.inviteMember(staffOf(ctx as Context), ctx.state.body as InviteMember)
    ctx.status = 201
  })
  router.post('/members/:memberName', answers('修改员工的姓名和岗位', MemberName), invite, named, body(EditMember), once(), async (ctx) => {
    ctx.body = await staff.editMember(staffOf(ctx as Context), nameOf(ctx as Context), ctx.state.body as EditMember)
  })
  router.post('/members/:memberName/password-reset', answers('重置员工密码', FirstPassword), invite, named, once(), async (ctx) => {
    ctx.body = await staff.resetPassword(staffOf(ctx as Context), nameOf(ctx as Context))
  })

  const disable = permit('staff.member.disable')
  router.post(
    '/members/:memberName/disabling',
    answers('停用员工', MemberName),
    disable,
    named,
    body(DisableMember),
    once(),
    async (ctx) => {
      ctx.body = await staff.disableMember(staffOf(ctx as Context), nameOf(ctx as Context), ctx.state.body as DisableMember)
    },
  )
  router.post('/members/:memberName/enabling', answers('启用员工', MemberName), disable, named, once(), async (ctx) => {
    ctx.body = await staff.enableMember(staffOf(ctx as Context), nameOf(ctx as Context))
  })

  router.post(
    '/members/:memberName/main-admin',
    answers('移交主管理员', MemberName),
    permit('staff.admin.transfer'),
    named,
    body(ConfirmedByPassword),
    async (ctx) => {
      const { password } = ctx.state.body as ConfirmedByPassword
      ctx.body = await staff.transferMainAdmin(staffOf(ctx as Context), nameOf(ctx as Context), password)
    },
  )

  const ending = permit('staff.session.end')
  router.get('/members/:memberName/sessions', answers('员工当前的登录', listOf(StaffSignIn)), ending, named, async (ctx) => {
    ctx.body = { items: await staff.listSignIns(staffOf(ctx as Context), nameOf(ctx as Context)) }
  })
  router.post(
    '/members/:memberName/sessions/end',
    answers('强制员工下线', EndedSessions),
    ending,
    named,
    body(EndSessions),
    once(),
    async (ctx) => {
      const { sessionNo } = ctx.state.body as EndSessions
      ctx.body = await staff.endSignIns(staffOf(ctx as Context), nameOf(ctx as Context), sessionNo)
    },
  )

  router.get('/me/sessions', answers('自己当前的登录', listOf(StaffSignIn)), permitAnyStaff(), async (ctx) => {
    ctx.body = { items: await staff.listOwnSignIns(staffOf(ctx as Context)) }
  })
  router.post(
    '/me/sessions/end',
    answers('结束自己在别处的登录', EndedSessions),
    permitAnyStaff(),
    body(EndSessions),
    once(),
    async (ctx) => {
      ctx.body = await staff.endOwnSignIns(staffOf(ctx as Context), (ctx.state.body as EndSessions).sessionNo)
    },
  )
  router.post('/me/password', answers('修改自己的密码', null), permitAnyStaff(), body(ChangePassword), async (ctx) => {
    await staff.changePassword(staffOf(ctx as Context), ctx.state.body as ChangePassword)
    ctx.status = 204
  })
  return router
}
