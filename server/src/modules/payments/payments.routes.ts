import Router from '@koa/router'
import { Bill, HouseholdQuote } from '../../../../shared/contracts/billing.ts'
import { listOf } from '../../../../shared/contracts/fields.ts'
import { HouseholdParams } from '../../../../shared/contracts/households.ts'
import { OrderParams, PaymentOrderFile, PaymentOrderPage, PaymentOrderQuery } from '../../../../shared/contracts/payments.ts'
import { ResidentPayment } from '../../../../shared/contracts/residents.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { once, permit } from '../../http/permit.ts'
import { params, query } from '../../http/validation.ts'
import type { Payments } from './index.ts'

/** What staff see of money: quotes, bills and payments of a household, orders with their conversation. */
export function paymentsRoutes(payments: Payments): Router<RequestState> {
  const router = new Router<RequestState>()

  router.get(
    '/households/:householdNo/quote',
    answers('今日应缴，逐项说明', HouseholdQuote),
    permit('billing.bill.view'),
    params(HouseholdParams),
    async (ctx) => {
      ctx.body = await payments.staffQuote(staffOf(ctx as Context), householdNoOf(ctx.state))
    },
  )
  router.get(
    '/households/:householdNo/bills',
    answers('用热户各采暖季账单', listOf(Bill)),
    permit('billing.bill.view'),
    params(HouseholdParams),
    async (ctx) => {
      ctx.body = { items: await payments.staffBills(staffOf(ctx as Context), householdNoOf(ctx.state)) }
    },
  )
  router.get(
    '/households/:householdNo/payments',
    answers('用热户收款记录', listOf(ResidentPayment)),
    permit('payments.order.view'),
    params(HouseholdParams),
    async (ctx) => {
      ctx.body = { items: await payments.staffPayments(staffOf(ctx as Context), householdNoOf(ctx.state)) }
    },
  )
  router.get(
    '/payment-orders',
    answers('支付单列表', PaymentOrderPage),
    permit('payments.order.view'),
    query(PaymentOrderQuery),
    async (ctx) => {
      ctx.body = await payments.listOrders(staffOf(ctx as Context), ctx.state.query as PaymentOrderQuery)
    },
  )
  router.get(
    '/payment-orders/:orderNo',
    answers('支付单，含与支付通道的往来', PaymentOrderFile),
    permit('payments.order.view'),
    params(OrderParams),
    async (ctx) => {
      ctx.body = await payments.readOrderFile(staffOf(ctx as Context), orderNoOf(ctx.state))
    },
  )
  router.post(
    '/payment-orders/:orderNo/requery',
    answers('向支付通道再问一次', PaymentOrderFile),
    permit('payments.order.requery'),
    params(OrderParams),
    once(),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      await payments.requeryOrder(caller, orderNoOf(ctx.state))
      ctx.body = await payments.readOrderFile(caller, orderNoOf(ctx.state))
    },
  )
  return router
}

function householdNoOf(state: RequestState): string {
  return (state.params as { householdNo: string }).householdNo
}

function orderNoOf(state: RequestState): string {
  return (state.params as { orderNo: string }).orderNo
}
