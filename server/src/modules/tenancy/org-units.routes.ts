import Router from '@koa/router'
import { listOf } from '../../../../shared/contracts/fields.ts'
import {
  CloseUnit,
  CreateEntity,
  CreateUnit,
  EditEntity,
  EditUnit,
  EntityParams,
  LegalEntity,
  MoveUnit,
  UnitCode,
  UnitEnding,
  UnitNode,
  UnitParams,
} from '../../../../shared/contracts/tenancy/units.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params } from '../../http/validation.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import type { Tenancy } from './index.ts'

type Reports = { readonly readUnitTree: (caller: StaffCaller) => Promise<readonly UnitNode[]> }

/** 组织机构与法人主体, behind staff sign-in at /api/staff. */
export function orgUnitsRoutes(tenancy: Tenancy, { readUnitTree }: Reports): Router<RequestState> {
  const router = new Router<RequestState>()
  const right = permit('tenancy.unit.manage')
  const unitOf = (ctx: Context) => (ctx.state.params as { unitCode: string }).unitCode

  router.get('/org-units/tree', answers('组织机构树，带户数和人数', listOf(UnitNode)), right, async (ctx) => {
    ctx.body = { items: await readUnitTree(staffOf(ctx as Context)) }
  })
  router.post('/org-units', answers('新增组织', UnitCode, 201), right, body(CreateUnit), once(), async (ctx) => {
    const { code, legalEntityCode, ...unit } = ctx.state.body as CreateUnit
    await tenancy.addOrgUnit(staffOf(ctx as Context), { ...unit, code, ...(legalEntityCode ? { legalEntityCode } : {}) })
    ctx.status = 201
    ctx.body = { code }
  })
  router.post('/org-units/:unitCode', answers('修改组织', UnitCode), right, params(UnitParams), body(EditUnit), once(), async (ctx) => {
    ctx.body = await tenancy.editOrgUnit(staffOf(ctx as Context), unitOf(ctx as Context), ctx.state.body as EditUnit)
  })
  router.post(
    '/org-units/:unitCode/move',
    answers('调整组织的上级', UnitCode),
    right,
    params(UnitParams),
    body(MoveUnit),
    once(),
    async (ctx) => {
      ctx.body = await tenancy.moveOrgUnit(staffOf(ctx as Context), unitOf(ctx as Context), ctx.state.body as MoveUnit)
    },
  )
  router.post(
    '/org-units/:unitCode/closing',
    answers('停用组织；从未使用过的直接删除', UnitEnding),
    right,
    params(UnitParams),
    body(CloseUnit),
    once(),
    async (ctx) => {
      ctx.body = await tenancy.endOrgUnit(staffOf(ctx as Context), unitOf(ctx as Context), ctx.state.body as CloseUnit)
    },
  )
  router.post('/org-units/:unitCode/reopening', answers('恢复使用组织', UnitCode), right, params(UnitParams), once(), async (ctx) => {
    ctx.body = await tenancy.reopenOrgUnit(staffOf(ctx as Context), unitOf(ctx as Context))
  })

  router.get('/legal-entities', answers('法人主体', listOf(LegalEntity)), right, async (ctx) => {
    ctx.body = { items: await tenancy.listLegalEntities(staffOf(ctx as Context)) }
  })
  const company = permit('tenancy.company.manage')
  router.post('/legal-entities', answers('新增法人主体', UnitCode, 201), company, body(CreateEntity), once(), async (ctx) => {
    const entity = ctx.state.body as CreateEntity
    await tenancy.addLegalEntity(staffOf(ctx as Context), entity)
    ctx.status = 201
    ctx.body = { code: entity.code }
  })
  router.post(
    '/legal-entities/:entityCode',
    answers('修改法人主体', UnitCode),
    company,
    params(EntityParams),
    body(EditEntity),
    once(),
    async (ctx) => {
      const { entityCode } = ctx.state.params as { entityCode: string }
      ctx.body = await tenancy.editLegalEntity(staffOf(ctx as Context), entityCode, ctx.state.body as EditEntity)
    },
  )
  return router
}
