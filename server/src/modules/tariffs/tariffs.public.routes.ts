import Router from '@koa/router'
import {
  PublicNoticeFileKey,
  PublicQuote,
  PublicQuoteAnswer,
  PublicQuoteFile,
  PublicRuleSetKey,
  PublicRuleSetQuery,
  PublicRuleSets,
} from '../../../../shared/contracts/tariffs/public.ts'
import { QuoteCase } from '../../../../shared/contracts/tariffs.ts'
import { answers } from '../../http/answers.ts'
import type { Context, RequestState } from '../../http/context.ts'
import { answersFile, sendFile } from '../../http/files.ts'
import { body, params, query } from '../../http/validation.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { quoteFile, WORK_AT_MOST, workOf } from './price-publicly.ts'
import { listPublicRuleSets, type PublicDeps, readPublicNoticeFile, readPublicRuleSet } from './show-publicly.ts'

/** Large enough for a rule set of many tables with the facts of a home. */
const BODY_LIMIT = '128kb'

/** Without sign-in, at /api/public: anybody may see published prices and check a bill. Limited by http/rate-limits.ts. */
export function tariffsPublicRoutes(deps: PublicDeps): Router<RequestState> {
  const router = new Router<RequestState>()
  const list = listPublicRuleSets(deps)
  const read = readPublicRuleSet(deps)

  router.get('/rule-sets', answers('一家公司公布的热价', PublicRuleSets), query(PublicRuleSetQuery), async (ctx) => {
    ctx.body = await list((ctx.state.query as PublicRuleSetQuery).company)
  })
  router.get(
    '/rule-sets/:company/:season/:orgUnit/:version',
    answers('一份公布的热价：npm run quote 能直接使用的文件', QuoteCase),
    params(PublicRuleSetKey),
    async (ctx) => {
      const key = ctx.state.params as PublicRuleSetKey
      ctx.body = await read(key)
      ctx.attachment(`${key.company}-${key.season}-${key.version}.json`)
      ctx.type = 'application/json; charset=utf-8'
    },
  )
  const scan = readPublicNoticeFile(deps)
  router.get(
    '/rule-sets/:company/:season/:orgUnit/:version/notice-files/:fileNo',
    answersFile('公布的价格文件', 'application/octet-stream'),
    params(PublicNoticeFileKey),
    async (ctx) => {
      const { file, bytes } = await scan(ctx.state.params as PublicNoticeFileKey)
      sendFile(ctx as Context, { name: file.name, type: 'application/octet-stream', body: bytes })
    },
  )
  // Described by the shape a case should have, taken in whatever shape: each case is judged for itself.
  const cases = Object.assign(body(PublicQuote, BODY_LIMIT), { accepts: { place: 'body', schema: PublicQuoteFile } as const })
  router.post('/quote', answers('试算：按价目与事实算出账单，一份或一组', PublicQuoteAnswer), cases, async (ctx) => {
    const given = ctx.state.body
    if (workOf(given) > WORK_AT_MOST)
      throw new DomainError(422, 'QUOTE_TOO_LARGE', '一次要算的太多了：请减少份数、规则、面积行或时段，分几次试算')
    ctx.body = quoteFile(given)
  })
  return router
}
