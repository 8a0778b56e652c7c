import Router from '@koa/router'
import { HouseholdParams } from '../../../../shared/contracts/households.ts'
import { CreateScanOrder, ScanDesk, ScanOrder } from '../../../../shared/contracts/payments/scan-collect.ts'
import { OrderParams } from '../../../../shared/contracts/payments.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params } from '../../http/validation.ts'
import type { Payments } from './index.ts'

/** 扫码收款 at the counter: a code that whoever stands there scans and pays. */
export function paymentsCounterRoutes({ createScanOrder, scanDesk }: Payments): Router<RequestState> {
  const router = new Router<RequestState>()
  const collecting = permit('payments.counter.collect')

  router.get(
    '/households/:householdNo/scan-collect',
    answers('扫码收款：今日应缴，能否收取', ScanDesk),
    collecting,
    params(HouseholdParams),
    async (ctx) => {
      ctx.body = await scanDesk.read(staffOf(ctx as Context), householdNoOf(ctx.state))
    },
  )
  router.post(
    '/households/:householdNo/scan-orders',
    answers('生成收款码', ScanOrder, 201),
    collecting,
    params(HouseholdParams),
    body(CreateScanOrder),
    once(),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      const { totalFen } = ctx.state.body as CreateScanOrder
      const orderNo = await createScanOrder(caller, { householdNo: householdNoOf(ctx.state), totalFen })
      ctx.status = 201
      ctx.body = await scanDesk.view(caller, orderNo)
    },
  )
  router.get('/scan-orders/:orderNo', answers('收款码付了没有', ScanOrder), collecting, params(OrderParams), async (ctx) => {
    ctx.body = await scanDesk.view(staffOf(ctx as Context), orderNoOf(ctx.state))
  })
  router.post('/scan-orders/:orderNo/check', answers('请系统去支付通道查一次', ScanOrder), collecting, params(OrderParams), async (ctx) => {
    const caller = staffOf(ctx as Context)
    await scanDesk.check(caller, orderNoOf(ctx.state))
    ctx.body = await scanDesk.view(caller, orderNoOf(ctx.state))
  })
  router.post('/scan-orders/:orderNo/close', answers('取消收款', ScanOrder), collecting, params(OrderParams), once(), async (ctx) => {
    const caller = staffOf(ctx as Context)
    await scanDesk.close(caller, orderNoOf(ctx.state))
    ctx.body = await scanDesk.view(caller, orderNoOf(ctx.state))
  })
  return router
}

function householdNoOf(state: RequestState): string {
  return (state.params as { householdNo: string }).householdNo
}

function orderNoOf(state: RequestState): string {
  return (state.params as { orderNo: string }).orderNo
}
