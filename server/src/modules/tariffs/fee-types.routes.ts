import Router from '@koa/router'
import { listOf } from '../../../../shared/contracts/fields.ts'
import { AddFeeType, EditFeeType, FeeTypeParams, FeeTypeView } from '../../../../shared/contracts/tariffs/fee-types.ts'
import { neededFeeTypes, standardFeeTypes } from '../../../../shared/tariff/fee-type.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params } from '../../http/validation.ts'
import type { Caller } from '../../platform/caller.ts'
import type { Tariffs } from './index.ts'

/** 费用种类 of the caller's company. */
export function feeTypeRoutes(tariffs: Tariffs): Router<RequestState> {
  const router = new Router<RequestState>()
  const list = listOf(FeeTypeView)
  router.get('/fee-types', answers('费用种类', list), permit('tariffs.rule.view'), async (ctx) => {
    ctx.body = await shown(staffOf(ctx as Context))
  })
  router.post('/fee-types', answers('新增费用种类', list, 201), permit('tariffs.rule.edit'), body(AddFeeType), once(), async (ctx) => {
    const caller = staffOf(ctx as Context)
    await tariffs.addFeeType(caller, ctx.state.body as AddFeeType)
    ctx.status = 201
    ctx.body = await shown(caller)
  })
  router.post(
    '/fee-types/:code',
    answers('修改、停用或启用费用种类', list),
    permit('tariffs.rule.edit'),
    params(FeeTypeParams),
    body(EditFeeType),
    once(),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      const { code } = ctx.state.params as FeeTypeParams
      await tariffs.editFeeType(caller, code, ctx.state.body as EditFeeType)
      ctx.body = await shown(caller)
    },
  )
  return router

  async function shown(caller: Caller): Promise<{ readonly items: FeeTypeView[] }> {
    const items = await tariffs.readFeeTypes(caller)
    return {
      items: items.map((one) => ({
        ...one,
        standard: standardFeeTypes.some(({ code }) => code === one.code),
        needed: neededFeeTypes.includes(one.code),
      })),
    }
  }
}
