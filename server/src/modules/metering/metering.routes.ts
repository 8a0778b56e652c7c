import Router from '@koa/router'
import type { z } from 'zod'
import type { Page } from '../../../../shared/contracts/fields.ts'
import { HouseholdParams } from '../../../../shared/contracts/households.ts'
import {
  EnterReadings,
  FitMeter,
  MeteredHousehold,
  MeteredPage,
  MeteringQuery,
  RecordGap,
  ReplaceMeter,
} from '../../../../shared/contracts/metering.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params, query } from '../../http/validation.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import type { Metering } from './index.ts'

/** The list crosses rooms (bills, places), so a report answers it; compose.ts hands it in. */
export type MeteringReports = { listMetered(caller: StaffCaller, query: MeteringQuery): Promise<Page<MeteredHousehold>> }

/** After every act: the household as the list shows it. */
const Subject = MeteredHousehold
const METERS = '/households/:householdNo/meters'

export function meteringRoutes(metering: Metering, { listMetered }: MeteringReports): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get(
    '/metering/households',
    answers('计量用户与读数', MeteredPage),
    permit('metering.reading.enter'),
    query(MeteringQuery),
    async (ctx) => {
      ctx.body = await listMetered(staffOf(ctx as Context), ctx.state.query as MeteringQuery)
    },
  )
  router.post(
    METERS,
    answers('登记装表', Subject),
    permit('metering.meter.replace'),
    params(HouseholdParams),
    body(FitMeter),
    once(),
    (ctx) => done(ctx as Context, ctx.state.body as FitMeter, metering.fitMeter),
  )
  router.post(
    `${METERS}/replacement`,
    answers('登记换表', Subject),
    permit('metering.meter.replace'),
    params(HouseholdParams),
    body(ReplaceMeter),
    once(),
    (ctx) => done(ctx as Context, ctx.state.body as ReplaceMeter, metering.replaceMeter),
  )
  router.post(
    '/households/:householdNo/readings',
    answers('录入抄表读数', Subject),
    permit('metering.reading.enter'),
    params(HouseholdParams),
    body(EnterReadings),
    once(),
    (ctx) => done(ctx as Context, ctx.state.body as EnterReadings, metering.enterReadings),
  )
  router.post(
    '/households/:householdNo/metering-gaps',
    answers('登记热量表缺失或故障', Subject),
    permit('metering.reading.enter'),
    params(HouseholdParams),
    body(RecordGap),
    once(),
    (ctx) => done(ctx as Context, ctx.state.body as RecordGap, metering.recordGap),
  )
  return router

  async function done<Body extends { readonly seasonCode: string }>(
    ctx: Context,
    given: Body,
    act: (wish: Body & { readonly householdNo: string }, caller: StaffCaller) => Promise<null>,
  ): Promise<void> {
    const caller = staffOf(ctx)
    const { householdNo } = ctx.state.params as z.infer<typeof HouseholdParams>
    await act({ ...given, householdNo }, caller)
    const { items } = await listMetered(caller, { seasonCode: given.seasonCode, householdNo, page: 1, pageSize: 1 })
    ctx.body = items[0]
  }
}
