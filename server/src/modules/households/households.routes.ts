import Router from '@koa/router'
import type { Page } from '../../../../shared/contracts/fields.ts'
import { CreatedHousehold, CreateHousehold, EditedHousehold, EditHousehold } from '../../../../shared/contracts/households/record.ts'
import {
  HouseholdFile,
  HouseholdOptions,
  HouseholdPage,
  HouseholdParams,
  HouseholdQuery,
  OptionsQuery,
  UnmaskedPerson,
  UnmaskRequest,
} from '../../../../shared/contracts/households.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params, query } from '../../http/validation.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import type { Households } from './index.ts'
import { type FileFacts, presentHouseholdFile, presentHouseholdRow } from './presenter.ts'

/** Reading crosses rooms (what is owed, who is bound), so reports do it; compose.ts hands them in. */
export type HouseholdReports = {
  listHouseholds(caller: StaffCaller, query: HouseholdQuery): Promise<Page<Parameters<typeof presentHouseholdRow>[0]>>
  readHouseholdFile(caller: StaffCaller, householdNo: string): Promise<FileFacts>
  readHouseholdOptions(caller: StaffCaller, query: OptionsQuery): Promise<HouseholdOptions>
}
type Params = { readonly householdNo: string }

/** Behind staff sign-in, at /api/staff. */
export function householdsRoutes(households: Households, reports: HouseholdReports): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get('/households', answers('用热户列表', HouseholdPage), permit('households.record.view'), query(HouseholdQuery), async (ctx) => {
    const { items, ...page } = await reports.listHouseholds(staffOf(ctx as Context), ctx.state.query as HouseholdQuery)
    ctx.body = { items: items.map(presentHouseholdRow), ...page }
  })
  router.get(
    '/household-options',
    answers('用热户查询条件的可选项', HouseholdOptions),
    permit('households.record.view'),
    query(OptionsQuery),
    async (ctx) => {
      ctx.body = await reports.readHouseholdOptions(staffOf(ctx as Context), ctx.state.query as OptionsQuery)
    },
  )
  router.post(
    '/households',
    answers('新建用热户', CreatedHousehold, 201),
    permit('households.record.create'),
    body(CreateHousehold),
    once(),
    async (ctx) => {
      const { householdNo } = await households.createHousehold(staffOf(ctx as Context), ctx.state.body as CreateHousehold)
      ctx.status = 201
      ctx.body = { householdNo }
    },
  )
  router.post(
    '/households/:householdNo/edit',
    answers('修改用热户资料', EditedHousehold),
    permit('households.record.edit'),
    params(HouseholdParams),
    body(EditHousehold),
    once(),
    async (ctx) => {
      const { householdNo } = ctx.state.params as Params
      ctx.body = await households.editHousehold(staffOf(ctx as Context), householdNo, ctx.state.body as EditHousehold)
    },
  )
  router.get(
    '/households/:householdNo',
    answers('用热户档案', HouseholdFile),
    permit('households.record.view'),
    params(HouseholdParams),
    async (ctx) => {
      const { householdNo } = ctx.state.params as Params
      ctx.body = presentHouseholdFile(await reports.readHouseholdFile(staffOf(ctx as Context), householdNo))
    },
  )
  router.post(
    '/households/:householdNo/unmask',
    answers('查看户主全名和电话，留痕', UnmaskedPerson),
    permit('audit.personal.unmask'),
    params(HouseholdParams),
    body(UnmaskRequest),
    once(),
    async (ctx) => {
      const { householdNo } = ctx.state.params as Params
      const { reason } = ctx.state.body as { readonly reason: string }
      ctx.body = await households.unmaskCustomer(staffOf(ctx as Context), householdNo, reason)
    },
  )
  return router
}
