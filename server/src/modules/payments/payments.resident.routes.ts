import Router from '@koa/router'
import { Bill } from '../../../../shared/contracts/billing.ts'
import { SeasonCode } from '../../../../shared/contracts/fields.ts'
import { HouseholdParams } from '../../../../shared/contracts/households.ts'
import { OrderParams } from '../../../../shared/contracts/payments.ts'
import {
  BillSummaries,
  CreatePaymentOrder,
  Homes,
  PayWays,
  QuoteQuery,
  ResidentOrder,
  ResidentPayments,
  ResidentQuote,
} from '../../../../shared/contracts/residents.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, residentOf } from '../../http/context.ts'
import { once } from '../../http/permit.ts'
import { body, params, query } from '../../http/validation.ts'
import { notFound } from '../../platform/domain-error.ts'
import { summaryOf } from '../../reports/bill-file.ts'
import type { Payments } from './index.ts'

const BillParams = HouseholdParams.extend({ seasonCode: SeasonCode })

/** What residents see and pay; every household is checked against their bindings inside the use-cases. */
export function paymentsResidentRoutes(payments: Payments): Router<RequestState> {
  const router = new Router<RequestState>()

  router.get('/homes', answers('我的房屋：应缴多少、为什么、到哪天', Homes), async (ctx) => {
    ctx.body = { items: await payments.readHomes(residentOf(ctx as Context)) }
  })
  router.get(
    '/households/:householdNo/quote',
    answers('今天应缴，逐项说明', ResidentQuote),
    params(HouseholdParams),
    query(QuoteQuery),
    async (ctx) => {
      const { channel } = ctx.state.query as QuoteQuery
      ctx.body = await payments.residentQuote(residentOf(ctx as Context), householdNoOf(ctx.state), channel ?? null)
    },
  )
  router.get('/households/:householdNo/pay-ways', answers('可以怎样付款', PayWays), params(HouseholdParams), async (ctx) => {
    ctx.body = await payments.payWays(residentOf(ctx as Context), householdNoOf(ctx.state))
  })
  router.get('/households/:householdNo/bills', answers('各采暖季账单概要', BillSummaries), params(HouseholdParams), async (ctx) => {
    const bills = await payments.residentBills(residentOf(ctx as Context), householdNoOf(ctx.state))
    ctx.body = { items: bills.map(summaryOf) }
  })
  router.get('/households/:householdNo/bills/:seasonCode', answers('一个采暖季的账单，逐步说明', Bill), params(BillParams), async (ctx) => {
    const bills = await payments.residentBills(residentOf(ctx as Context), householdNoOf(ctx.state))
    const { seasonCode } = ctx.state.params as { seasonCode: string }
    const bill = bills.find((one) => one.seasonCode === seasonCode)
    if (!bill) throw notFound('这个采暖季的账单')
    ctx.body = bill
  })
  router.get('/payments', answers('缴费记录', ResidentPayments), async (ctx) => {
    ctx.body = { items: await payments.residentPayments(residentOf(ctx as Context)) }
  })

  router.post('/payment-orders', answers('下支付单', ResidentOrder, 201), body(CreatePaymentOrder), once(), async (ctx) => {
    const caller = residentOf(ctx as Context)
    const orderNo = await payments.createPaymentOrder(caller, ctx.state.body as CreatePaymentOrder)
    ctx.status = 201
    ctx.body = await payments.viewOrder(caller, orderNo)
  })
  router.get('/payment-orders/:orderNo', answers('支付单现在怎样', ResidentOrder), params(OrderParams), async (ctx) => {
    ctx.body = await payments.viewOrder(residentOf(ctx as Context), orderNoOf(ctx.state))
  })
  router.post(
    '/payment-orders/:orderNo/check',
    answers('付款后请系统去支付通道查一次', ResidentOrder),
    params(OrderParams),
    async (ctx) => {
      const caller = residentOf(ctx as Context)
      await payments.checkOrder(caller, orderNoOf(ctx.state))
      ctx.body = await payments.viewOrder(caller, orderNoOf(ctx.state))
    },
  )
  router.post('/payment-orders/:orderNo/close', answers('放弃这张支付单', ResidentOrder), params(OrderParams), once(), async (ctx) => {
    const caller = residentOf(ctx as Context)
    await payments.closePaymentOrder(caller, orderNoOf(ctx.state))
    ctx.body = await payments.viewOrder(caller, orderNoOf(ctx.state))
  })
  return router
}

function householdNoOf(state: RequestState): string {
  return (state.params as { householdNo: string }).householdNo
}

function orderNoOf(state: RequestState): string {
  return (state.params as { orderNo: string }).orderNo
}
