import Router from '@koa/router'
import {
  ConfirmDifference,
  DifferenceKey,
  DifferencePage,
  DifferenceParams,
  DifferenceQuery,
  ExplainDifference,
  FetchedStatements,
  FetchStatements,
  Statement,
  StatementPage,
  StatementParams,
  StatementQuery,
} from '../../../../shared/contracts/reconciliation.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params, query } from '../../http/validation.ts'
import type { Reconciliation } from './index.ts'
import { presentDifference, presentStatement } from './presenter.ts'

const DIFFERENCE = '/differences/:differenceNo'

/** 对账. Behind staff sign-in, at /api/staff. */
export function reconciliationRoutes(reconciliation: Reconciliation): Router<RequestState> {
  const router = new Router<RequestState>()
  const see = permit('reconciliation.statement.import')
  const settle = permit('reconciliation.difference.settle')
  router.get('/statements', answers('对账单：每个商户号每天一份', StatementPage), see, query(StatementQuery), async (ctx) => {
    const asked = ctx.state.query as StatementQuery
    const { items, total } = await reconciliation.readStatements(staffOf(ctx as Context), asked)
    ctx.body = { items: items.map(presentStatement), total, page: asked.page, pageSize: asked.pageSize }
  })
  router.post('/statements', answers('获取某一天的账单并对账', FetchedStatements), see, body(FetchStatements), once(), async (ctx) => {
    const statementNos = await reconciliation.askForStatements(staffOf(ctx as Context), ctx.state.body as FetchStatements)
    ctx.body = { statementNos }
  })
  router.get('/statements/:statementNo', answers('一份对账单', Statement), see, params(StatementParams), async (ctx) => {
    const { statementNo } = ctx.state.params as { statementNo: string }
    ctx.body = presentStatement(await reconciliation.readStatement(staffOf(ctx as Context), statementNo))
  })
  router.get(
    '/statements/:statementNo/differences',
    answers('一份对账单的差异', DifferencePage),
    see,
    params(StatementParams),
    query(DifferenceQuery),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      const { statementNo } = ctx.state.params as { statementNo: string }
      const asked = ctx.state.query as DifferenceQuery
      const { items, total } = await reconciliation.readDifferences(caller, statementNo, asked)
      ctx.body = { items: items.map((one) => presentDifference(one, caller.staffId)), total, page: asked.page, pageSize: asked.pageSize }
    },
  )
  router.post(
    `${DIFFERENCE}/explanation`,
    answers('说明差异', DifferenceKey),
    settle,
    params(DifferenceParams),
    body(ExplainDifference),
    once(),
    async (ctx) => {
      ctx.body = await reconciliation.explainDifference(staffOf(ctx as Context), numberOf(ctx.state), ctx.state.body as ExplainDifference)
    },
  )
  router.post(
    `${DIFFERENCE}/confirmation`,
    answers('复核差异，须由另一人', DifferenceKey),
    settle,
    params(DifferenceParams),
    body(ConfirmDifference),
    once(),
    async (ctx) => {
      ctx.body = await reconciliation.confirmDifference(staffOf(ctx as Context), numberOf(ctx.state), ctx.state.body as ConfirmDifference)
    },
  )
  router.post(
    `${DIFFERENCE}/rejection`,
    answers('退回差异的说明', DifferenceKey),
    settle,
    params(DifferenceParams),
    body(ExplainDifference),
    once(),
    async (ctx) => {
      ctx.body = await reconciliation.rejectDifference(staffOf(ctx as Context), numberOf(ctx.state), ctx.state.body as ExplainDifference)
    },
  )
  return router
}

function numberOf(state: RequestState): string {
  return (state.params as { differenceNo: string }).differenceNo
}
