import Router from '@koa/router'
import { HouseholdParams } from '../../../../shared/contracts/households.ts'
import { OrderParams, PaymentOrderQuery } from '../../../../shared/contracts/payments.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { once, permit } from '../../http/permit.ts'
import { params, query } from '../../http/validation.ts'
import type { Payments } from './index.ts'

/** What staff see of money: quotes, bills and payments of a household, orders with their conversation. */
export function paymentsRoutes(payments: Payments): Router<RequestState> {
  const router = new Router<RequestState>()

  router.get('/households/:householdNo/quote', permit('billing.bill.view'), params(HouseholdParams), async (ctx) => {
    ctx.body = await payments.staffQuote(staffOf(ctx as Context), householdNoOf(ctx.state))
  })
  router.get('/households/:householdNo/bills', permit('billing.bill.view'), params(HouseholdParams), async (ctx) => {
    ctx.body = { items: await payments.staffBills(staffOf(ctx as Context), householdNoOf(ctx.state)) }
  })
  router.get('/households/:householdNo/payments', permit('payments.order.view'), params(HouseholdParams), async (ctx) => {
    ctx.body = { items: await payments.staffPayments(staffOf(ctx as Context), householdNoOf(ctx.state)) }
  })
  router.get('/payment-orders', permit('payments.order.view'), query(PaymentOrderQuery), async (ctx) => {
    ctx.body = await payments.listOrders(staffOf(ctx as Context), ctx.state.query as PaymentOrderQuery)
  })
  router.get('/payment-orders/:orderNo', permit('payments.order.view'), params(OrderParams), async (ctx) => {
    ctx.body = await payments.readOrderFile(staffOf(ctx as Context), orderNoOf(ctx.state))
  })
  router.post('/payment-orders/:orderNo/requery', permit('payments.order.requery'), params(OrderParams), once(), async (ctx) => {
    const caller = staffOf(ctx as Context)
    await payments.requeryOrder(caller, orderNoOf(ctx.state))
    ctx.body = await payments.readOrderFile(caller, orderNoOf(ctx.state))
  })
  return router
}

function householdNoOf(state: RequestState): string {
  return (state.params as { householdNo: string }).householdNo
}

function orderNoOf(state: RequestState): string {
  return (state.params as { orderNo: string }).orderNo
}
