import Router from '@koa/router'
import { EditParams, EditPreview, HouseholdEdit, PreviewEdit, StartEdit } from '../../../../shared/contracts/households/edits.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params } from '../../http/validation.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Households } from './index.ts'
import { presentEdit } from './presenter.ts'

/** Acts on many households at once. Behind staff sign-in, at /api/staff. */
export function householdEditsRoutes(households: Households): Router<RequestState> {
  const router = new Router<RequestState>()
  const right = permit('households.bulk.edit')
  router.post(
    '/household-edits/preview',
    answers('批量修改预览：选中多少户，其中多少户会有变化', EditPreview),
    right,
    body(PreviewEdit),
    async (ctx) => {
      const wanted = ctx.state.body as PreviewEdit
      ctx.body = await households.previewEdit(callerFor(staffOf(ctx as Context), wanted), wanted)
    },
  )
  router.post('/household-edits', answers('批量修改用热户', HouseholdEdit, 202), right, body(StartEdit), once(), async (ctx) => {
    const wanted = ctx.state.body as StartEdit
    const caller = callerFor(staffOf(ctx as Context), wanted)
    const editNo = await households.startEdit(caller, wanted)
    ctx.status = 202
    ctx.body = presentEdit(await households.readEdit(caller, editNo))
  })
  router.get('/household-edits/:editNo', answers('一次批量修改的进度', HouseholdEdit), right, params(EditParams), async (ctx) => {
    const { editNo } = ctx.state.params as { editNo: string }
    ctx.body = presentEdit(await households.readEdit(staffOf(ctx as Context), editNo))
  })
  return router
}

/** Black and white lists have a right of their own: then only the units where the person holds both. */
function callerFor(caller: StaffCaller, { act }: PreviewEdit): StaffCaller {
  if (act.kind !== 'list-mark' && act.kind !== 'list-end') return caller
  const both = caller.posts.filter(
    ({ permissions }) => permissions.includes('households.bulk.edit') && permissions.includes('households.list.mark'),
  )
  if (both.length === 0) throw new DomainError(403, 'FORBIDDEN', '您没有标记黑白名单的权限，请联系管理员')
  return { ...caller, scope: { ...caller.scope, unitIds: [...new Set(both.map(({ unitId }) => unitId))] } }
}
