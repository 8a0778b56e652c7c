import Router from '@koa/router'
import type { z } from 'zod'
import type { Permission } from '../../../../shared/access/permissions.ts'
import {
  AddNote,
  HouseholdMarks,
  LinkHousehold,
  MarkList,
  SetTags,
  UnlinkHousehold,
} from '../../../../shared/contracts/households/marks.ts'
import { HouseholdParams } from '../../../../shared/contracts/households.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params } from '../../http/validation.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import type { Households } from './index.ts'
import { presentMarks } from './presenter.ts'

type Act<Body> = (caller: StaffCaller, householdNo: string, given: Body) => Promise<unknown>

/** Tags, lists, notes and links of one household. Behind staff sign-in, at /api/staff. */
export function householdMarksRoutes(households: Households): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get(
    '/households/:householdNo/marks',
    answers('用热户的标签、名单、备注和关联客户', HouseholdMarks),
    permit('households.record.view'),
    params(HouseholdParams),
    async (ctx) => {
      ctx.body = presentMarks(await households.readMarks(staffOf(ctx as Context), numberOf(ctx.state)))
    },
  )
  const write = <Schema extends z.ZodType>(
    part: string,
    { summary, right, schema, act }: { summary: string; right: Permission; schema: Schema; act: Act<z.output<Schema>> },
  ) =>
    router.post(
      `/households/:householdNo/${part}`,
      answers(summary, null),
      permit(right),
      params(HouseholdParams),
      body(schema),
      once(),
      async (ctx) => {
        await act(staffOf(ctx as Context), numberOf(ctx.state), ctx.state.body as z.output<Schema>)
        ctx.status = 204
      },
    )
  write('tags', { summary: '修改用热户的标签', right: 'households.record.edit', schema: SetTags, act: households.setTags })
  write('lists', { summary: '列入或移出黑白名单', right: 'households.list.mark', schema: MarkList, act: households.markList })
  write('notes', { summary: '添加备注', right: 'households.note.add', schema: AddNote, act: households.addNote })
  write('links', { summary: '关联另一用热户', right: 'households.record.edit', schema: LinkHousehold, act: households.linkHouseholds })
  write('links/end', { summary: '解除关联', right: 'households.record.edit', schema: UnlinkHousehold, act: households.unlinkHouseholds })
  return router
}

function numberOf(state: RequestState): string {
  return (state.params as { householdNo: string }).householdNo
}
