import Router from '@koa/router'
import type { z } from 'zod'
import { FILE_BYTES_AT_MOST } from '../../../../shared/contracts/files.ts'
import {
  AttachedNoticeFile,
  AttachNoticeFile,
  ConfirmRuleSet,
  CreateRuleSet,
  EditRuleSet,
  ExplainedAct,
  NoticeFileKey,
  PlainAct,
  RuleSetFile,
  RuleSetKey,
  RuleSetPage,
  RuleSetQuery,
  TriedRuleSet,
  TryRuleSet,
} from '../../../../shared/contracts/tariffs.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { answersFile, sendFile, upload, uploadOf } from '../../http/files.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params, query } from '../../http/validation.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import type { Tariffs } from './index.ts'
import { presentRuleSetFile, presentRuleSetRow, presentTried } from './presenter.ts'

const FILE = '/rule-sets/:orgUnit/:seasonCode/:version'
/** A file is handed out as bytes to be saved: nothing in it runs in a browser. */
const BYTES = 'application/octet-stream'

/** 价目: read, written, tried out, and published by a second person. Behind staff sign-in, at /api/staff. */
export function tariffsRoutes(tariffs: Tariffs): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get('/rule-sets', answers('价目列表', RuleSetPage), permit('tariffs.rule.view'), query(RuleSetQuery), async (ctx) => {
    const asked = ctx.state.query as RuleSetQuery
    const { items, total } = await tariffs.listRuleSetFiles(staffOf(ctx as Context), asked)
    ctx.body = { items: items.map(presentRuleSetRow), total, page: asked.page, pageSize: asked.pageSize }
  })
  router.post(
    '/rule-sets',
    answers('新建价目草稿', RuleSetKey, 201),
    permit('tariffs.rule.edit'),
    body(CreateRuleSet),
    once(),
    async (ctx) => {
      const key = await tariffs.createRuleSetDraft(staffOf(ctx as Context), ctx.state.body as CreateRuleSet)
      ctx.status = 201
      ctx.body = key
    },
  )
  router.post(
    '/rule-sets/try',
    answers('用正在编制的价目试算一户，不写入', TriedRuleSet),
    permit('tariffs.whatif.run'),
    body(TryRuleSet),
    async (ctx) => {
      ctx.body = presentTried(await tariffs.tryRuleSet(staffOf(ctx as Context), ctx.state.body as TryRuleSet))
    },
  )
  router.get(
    FILE,
    answers('一份价目：规则、错误、待确认和经过', RuleSetFile),
    permit('tariffs.rule.view'),
    params(RuleSetKey),
    async (ctx) => {
      ctx.body = presentRuleSetFile(await tariffs.readRuleSet(staffOf(ctx as Context), keyOf(ctx.state)))
    },
  )

  router.post(
    `${FILE}/notice-files`,
    answers('上传价格文件的附件', AttachedNoticeFile, 201),
    permit('tariffs.rule.edit'),
    params(RuleSetKey),
    query(AttachNoticeFile),
    upload(BYTES, FILE_BYTES_AT_MOST, '请直接上传文件'),
    once(),
    async (ctx) => {
      const name = (ctx.state.query as AttachNoticeFile).fileName
      const given = { name, bytes: uploadOf(ctx as Context) }
      const fileNo = await tariffs.attachNoticeFile(staffOf(ctx as Context), keyOf(ctx.state), given)
      ctx.status = 201
      ctx.body = { fileNo }
    },
  )
  router.get(
    `${FILE}/notice-files/:fileNo`,
    answersFile('下载价格文件的附件', BYTES),
    permit('tariffs.rule.view'),
    params(NoticeFileKey),
    async (ctx) => {
      const { fileNo, ...key } = ctx.state.params as NoticeFileKey
      const { file, bytes } = await tariffs.readNoticeFile(staffOf(ctx as Context), key, fileNo)
      sendFile(ctx as Context, { name: file.name, type: BYTES, body: bytes })
    },
  )
  router.post(
    `${FILE}/notice-files/:fileNo/removal`,
    answers('删除价格文件的附件', RuleSetKey),
    permit('tariffs.rule.edit'),
    params(NoticeFileKey),
    once(),
    async (ctx) => {
      const { fileNo, ...key } = ctx.state.params as NoticeFileKey
      ctx.body = await tariffs.removeNoticeFile(staffOf(ctx as Context), key, fileNo)
    },
  )

  /** An act on one set; its answer is what names the set, whose file the screen then reads anew. */
  function act<Schema extends z.ZodType>(
    path: string,
    summary: string,
    permission: 'tariffs.rule.edit' | 'tariffs.rule.publish',
    schema: Schema,
    work: (caller: StaffCaller, key: RuleSetKey, given: z.output<Schema>) => Promise<RuleSetKey>,
  ): void {
    router.post(
      `${FILE}/${path}`,
      answers(summary, RuleSetKey),
      permit(permission),
      params(RuleSetKey),
      body(schema),
      once(),
      async (ctx) => {
        ctx.body = await work(staffOf(ctx as Context), keyOf(ctx.state), ctx.state.body as z.output<Schema>)
      },
    )
  }
  act('content', '保存草稿的内容', 'tariffs.rule.edit', EditRuleSet, tariffs.editRuleSet)
  act('submission', '提交价目，待发布', 'tariffs.rule.edit', ConfirmRuleSet, tariffs.submitRuleSet)
  act('withdrawal', '撤回已提交的价目', 'tariffs.rule.edit', PlainAct, tariffs.withdrawRuleSet)
  act('discarding', '作废草稿', 'tariffs.rule.edit', ExplainedAct, tariffs.discardRuleSet)
  act('return', '退回价目，写明原因', 'tariffs.rule.publish', ExplainedAct, tariffs.returnRuleSet)
  act('publication', '发布价目，须由另一人', 'tariffs.rule.publish', ConfirmRuleSet, tariffs.publishDraft)
  return router
}

function keyOf(state: RequestState): RuleSetKey {
  return state.params as RuleSetKey
}
