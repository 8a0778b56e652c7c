import Router from '@koa/router'
import { listOf, PageQuery } from '../../../../shared/contracts/fields.ts'
import {
  HeatRefund,
  HeatRefundPage,
  HeatRefundParams,
  HeatRefundPreview,
  HeatRefundQuery,
  HeatRefundQuote,
  Outage,
  OutageHouseholdPage,
  OutagePage,
  OutageParams,
  ProposeHeatRefund,
  RecordOutage,
  RefuseHeatRefund,
  Substation,
} from '../../../../shared/contracts/poor-heat.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params, query } from '../../http/validation.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import type { PoorHeat } from './index.ts'
import { presentHeatRefund, presentOutage } from './presenter.ts'

type PageWish = { readonly page: number; readonly pageSize: number }
type Asked = { readonly state: RequestState }
const refundNoOf = ({ state }: Asked) => (state.params as { refundNo: string }).refundNo
const outageNoOf = ({ state }: Asked) => (state.params as { outageNo: string }).outageNo

/** 室温退费和停供退费: proposed by one, decided by another. */
export function poorHeatRoutes(poorHeat: PoorHeat): Router<RequestState> {
  const router = new Router<RequestState>()
  const refund = async (refundNo: string, caller: StaffCaller) => presentHeatRefund(await poorHeat.readHeatRefund(refundNo, caller), caller)
  const outage = async (outageNo: string, caller: StaffCaller) => presentOutage(await poorHeat.readOutage(outageNo, caller), caller)

  router.get('/heat-refunds', answers('室温退费列表', HeatRefundPage), permit('billing.bill.view'), query(HeatRefundQuery), async (ctx) => {
    const caller = staffOf(ctx as Context)
    const { items, ...page } = await poorHeat.listHeatRefunds(ctx.state.query as HeatRefundQuery, caller)
    ctx.body = { items: items.map((row) => presentHeatRefund(row, caller)), ...page }
  })
  router.get(
    '/heat-refunds/:refundNo',
    answers('一笔室温退费', HeatRefund),
    permit('billing.bill.view'),
    params(HeatRefundParams),
    async (ctx) => {
      ctx.body = await refund(refundNoOf(ctx), staffOf(ctx as Context))
    },
  )
  router.post(
    '/heat-refunds/preview',
    answers('试算室温退费', HeatRefundQuote),
    permit('temperature.refund.propose'),
    body(HeatRefundPreview),
    async (ctx) => {
      ctx.body = await poorHeat.quoteHeatRefund(ctx.state.body as HeatRefundPreview, staffOf(ctx as Context))
    },
  )
  router.post(
    '/heat-refunds',
    answers('提出室温退费', HeatRefund, 201),
    permit('temperature.refund.propose'),
    body(ProposeHeatRefund),
    once(),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      const { refundNo } = await poorHeat.proposeHeatRefund(ctx.state.body as ProposeHeatRefund, caller)
      ctx.status = 201
      ctx.body = await refund(refundNo, caller)
    },
  )
  router.post(
    '/heat-refunds/:refundNo/posting',
    answers('审核室温退费并入账', HeatRefund),
    permit('approvals.inbox.decide'),
    params(HeatRefundParams),
    once(),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      await poorHeat.decideHeatRefund({ refundNo: refundNoOf(ctx), event: 'post' }, caller)
      ctx.body = await refund(refundNoOf(ctx), caller)
    },
  )
  router.post(
    '/heat-refunds/:refundNo/refusal',
    answers('驳回室温退费', HeatRefund),
    permit('approvals.inbox.decide'),
    params(HeatRefundParams),
    body(RefuseHeatRefund),
    once(),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      const { reason } = ctx.state.body as RefuseHeatRefund
      await poorHeat.decideHeatRefund({ refundNo: refundNoOf(ctx), event: 'refuse', reason }, caller)
      ctx.body = await refund(refundNoOf(ctx), caller)
    },
  )
  router.post(
    '/heat-refunds/:refundNo/withdrawal',
    answers('撤回室温退费', HeatRefund),
    permit('temperature.refund.propose'),
    params(HeatRefundParams),
    once(),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      await poorHeat.decideHeatRefund({ refundNo: refundNoOf(ctx), event: 'withdraw' }, caller)
      ctx.body = await refund(refundNoOf(ctx), caller)
    },
  )
  router.get('/substations', answers('换热站', listOf(Substation)), permit('billing.bill.view'), async (ctx) => {
    const rows = await poorHeat.listSubstations(staffOf(ctx as Context))
    ctx.body = { items: rows.map(({ name, orgUnit, orgUnitName, households }) => ({ name, orgUnit, orgUnitName, households })) }
  })
  router.get('/outages', answers('停供事件列表', OutagePage), permit('billing.bill.view'), query(PageQuery), async (ctx) => {
    const caller = staffOf(ctx as Context)
    const { items, ...page } = await poorHeat.listOutages(ctx.state.query as PageWish, caller)
    ctx.body = { items: items.map((row) => presentOutage(row, caller)), ...page }
  })
  router.post(
    '/outages',
    answers('登记停供事件', Outage, 201),
    permit('temperature.refund.propose'),
    body(RecordOutage),
    once(),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      const { outageNo } = await poorHeat.recordOutage(ctx.state.body as RecordOutage, caller)
      ctx.status = 201
      ctx.body = await outage(outageNo, caller)
    },
  )
  router.get('/outages/:outageNo', answers('一次停供', Outage), permit('billing.bill.view'), params(OutageParams), async (ctx) => {
    ctx.body = await outage(outageNoOf(ctx), staffOf(ctx as Context))
  })
  router.get(
    '/outages/:outageNo/households',
    answers('停供影响的用热户及退费', OutageHouseholdPage),
    permit('billing.bill.view'),
    params(OutageParams),
    query(PageQuery),
    async (ctx) => {
      ctx.body = await poorHeat.listOutageRefunds(outageNoOf(ctx), ctx.state.query as PageWish, staffOf(ctx as Context))
    },
  )
  for (const [path, title, event] of [
    ['posting', '审核停供退费并入账', 'confirm'],
    ['cancellation', '作废停供事件', 'cancel'],
  ] as const) {
    router.post(
      `/outages/:outageNo/${path}`,
      answers(title, Outage),
      permit('approvals.inbox.decide'),
      params(OutageParams),
      once(),
      async (ctx) => {
        const caller = staffOf(ctx as Context)
        await poorHeat.decideOutage({ outageNo: outageNoOf(ctx), event }, caller)
        ctx.body = await outage(outageNoOf(ctx), caller)
      },
    )
  }
  return router
}
