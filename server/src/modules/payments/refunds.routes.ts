import Router from '@koa/router'
import { HouseholdParams } from '../../../../shared/contracts/households.ts'
import {
  AdoptPlatformRefund,
  AttributeSuspense,
  BalanceUsed,
  CaseParams,
  Handled,
  MoneyTodoCounts,
  MoneyTodoPage,
  MoneyTodoParams,
  MoneyTodoQuery,
  PaymentParams,
  Refundable,
  RefundFile,
  RefundPage,
  RefundParams,
  RefundPreview,
  RefundPreviewQuery,
  RefundQuery,
  RequestRefund,
  RequestSuspenseRefund,
  WithReason,
} from '../../../../shared/contracts/payments/refunds.ts'
import { OrderParams } from '../../../../shared/contracts/payments.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params, query } from '../../http/validation.ts'
import type { Payments } from './index.ts'

/** Refunds, suspense and balance, for staff. */
export function refundsRoutes({ refunds }: Payments): Router<RequestState> {
  const router = new Router<RequestState>()

  router.get('/refunds', answers('退费列表', RefundPage), permit('payments.order.view'), query(RefundQuery), async (ctx) => {
    ctx.body = await refunds.listRefunds(staffOf(ctx as Context), ctx.state.query as RefundQuery)
  })
  router.get(
    '/refunds/:refundNo',
    answers('一笔退费的全部经过', RefundFile),
    permit('payments.order.view'),
    params(RefundParams),
    async (ctx) => {
      ctx.body = await refunds.readRefundFile(staffOf(ctx as Context), refundNoOf(ctx.state))
    },
  )
  router.get(
    '/payment-orders/:orderNo/refundable',
    answers('这张支付单各户还能退多少', Refundable),
    permit('payments.refund.request'),
    params(OrderParams),
    async (ctx) => {
      const { orderNo } = ctx.state.params as { orderNo: string }
      ctx.body = await refunds.readRefundable(staffOf(ctx as Context), orderNo)
    },
  )
  router.get(
    '/payments/:paymentNo/refund-preview',
    answers('退这么多会怎样，与申请时的处理相同', RefundPreview),
    permit('payments.refund.request'),
    params(PaymentParams),
    query(RefundPreviewQuery),
    async (ctx) => {
      const wish = ctx.state.query as RefundPreviewQuery
      ctx.body = await refunds.previewRefund(staffOf(ctx as Context), { paymentNo: paymentNoOf(ctx.state), ...wish })
    },
  )
  router.post(
    '/payments/:paymentNo/refunds',
    answers('申请退费', RefundFile, 201),
    permit('payments.refund.request'),
    params(PaymentParams),
    body(RequestRefund),
    once(),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      const refundNo = await refunds.requestRefund(caller, { paymentNo: paymentNoOf(ctx.state), ...(ctx.state.body as RequestRefund) })
      ctx.status = 201
      ctx.body = await refunds.readRefundFile(caller, refundNo)
    },
  )
  router.post(
    '/suspense-payments/:paymentNo/refunds',
    answers('申请退回待查款项', RefundFile, 201),
    permit('payments.refund.request'),
    params(PaymentParams),
    body(RequestSuspenseRefund),
    once(),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      const wish = ctx.state.body as RequestSuspenseRefund
      const refundNo = await refunds.requestRefund(caller, { paymentNo: paymentNoOf(ctx.state), householdNo: null, ...wish })
      ctx.status = 201
      ctx.body = await refunds.readRefundFile(caller, refundNo)
    },
  )
  router.post(
    '/suspense-payments/:paymentNo/attribute',
    answers('待查款项归户', Handled),
    permit('payments.miscollection.correct'),
    params(PaymentParams),
    body(AttributeSuspense),
    once(),
    async (ctx) => {
      const wish = ctx.state.body as AttributeSuspense
      await refunds.attributeSuspense(staffOf(ctx as Context), { paymentNo: paymentNoOf(ctx.state), ...wish })
      ctx.body = { ok: true }
    },
  )
  router.post(
    '/platform-refunds/:caseNo/adopt',
    answers('补记平台自行退款', RefundFile, 201),
    permit('payments.refund.send'),
    params(CaseParams),
    body(AdoptPlatformRefund),
    once(),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      const { caseNo } = ctx.state.params as { caseNo: string }
      const refundNo = await refunds.adoptPlatformRefund(caller, { caseNo, ...(ctx.state.body as AdoptPlatformRefund) })
      ctx.status = 201
      ctx.body = await refunds.readRefundFile(caller, refundNo)
    },
  )
  router.post(
    '/refunds/:refundNo/approve',
    answers('批准退费并发起', RefundFile),
    permit('payments.refund.send'),
    params(RefundParams),
    once(),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      const refundNo = refundNoOf(ctx.state)
      await refunds.decideRefund(caller, { refundNo, decision: 'approve' })
      ctx.body = await refunds.readRefundFile(caller, refundNo)
    },
  )
  for (const [decision, summary, right] of [
    ['refuse', '驳回退费', 'payments.refund.send'],
    ['withdraw', '撤回退费申请', 'payments.refund.request'],
  ] as const)
    router.post(
      `/refunds/:refundNo/${decision}`,
      answers(summary, RefundFile),
      permit(right),
      params(RefundParams),
      body(WithReason),
      once(),
      async (ctx) => {
        const caller = staffOf(ctx as Context)
        const refundNo = refundNoOf(ctx.state)
        await refunds.decideRefund(caller, { refundNo, decision, ...(ctx.state.body as WithReason) })
        ctx.body = await refunds.readRefundFile(caller, refundNo)
      },
    )
  router.post(
    '/refunds/:refundNo/requery',
    answers('向支付通道再问一次；待发起的再次发起', RefundFile),
    permit('payments.order.requery'),
    params(RefundParams),
    once(),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      await refunds.requeryRefund(caller, refundNoOf(ctx.state))
      ctx.body = await refunds.readRefundFile(caller, refundNoOf(ctx.state))
    },
  )
  router.get('/money-todos', answers('资金待办', MoneyTodoPage), permit('payments.order.view'), query(MoneyTodoQuery), async (ctx) => {
    ctx.body = await refunds.listMoneyTodos(staffOf(ctx as Context), ctx.state.query as MoneyTodoQuery)
  })
  router.get('/money-todos/counts', answers('资金待办有多少', MoneyTodoCounts), permit('payments.order.view'), async (ctx) => {
    ctx.body = await refunds.countMoneyTodos(staffOf(ctx as Context))
  })
  router.post(
    '/money-todos/:kind/:no/handle',
    answers('标记为已处理', Handled),
    permit('payments.miscollection.correct'),
    params(MoneyTodoParams),
    body(WithReason),
    once(),
    async (ctx) => {
      const { kind, no } = ctx.state.params as MoneyTodoParams
      await refunds.markMoney(staffOf(ctx as Context), { kind, no, ...(ctx.state.body as WithReason) })
      ctx.body = { ok: true }
    },
  )
  router.post(
    '/households/:householdNo/use-balance',
    answers('余额抵缴欠费', BalanceUsed),
    permit('payments.counter.collect'),
    params(HouseholdParams),
    once(),
    async (ctx) => {
      const { householdNo } = ctx.state.params as { householdNo: string }
      ctx.body = await refunds.useBalanceNow(staffOf(ctx as Context), householdNo)
    },
  )
  return router
}

function refundNoOf(state: RequestState): string {
  return (state.params as { refundNo: string }).refundNo
}

function paymentNoOf(state: RequestState): string {
  return (state.params as { paymentNo: string }).paymentNo
}
