import Router from '@koa/router'
import type { Page } from '../../../../shared/contracts/fields.ts'
import {
  HouseholdFile,
  HouseholdPage,
  HouseholdParams,
  HouseholdQuery,
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
