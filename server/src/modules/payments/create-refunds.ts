import type { Page } from '../../../../shared/contracts/fields.ts'
import type {
  MoneyTodo,
  MoneyTodoCounts,
  MoneyTodoQuery,
  RefundFile,
  RefundQuery,
  RefundRow,
} from '../../../../shared/contracts/payments/refunds.ts'
import type { JobHandler } from '../../jobs/handler.ts'
import { type StaffCaller, withRight } from '../../platform/caller.ts'
import type { CrashAt } from '../../platform/crash-points.ts'
import { notFound } from '../../platform/domain-error.ts'
import { countMoneyTodos, listMoneyTodos } from '../../reports/money-todos.ts'
import { listRefunds, readRefundFile } from '../../reports/refunds.ts'
import { findMerchantByNumber } from '../tenancy/index.ts'
import { adoptPlatformRefund } from './adopt-platform-refund.ts'
import { applyRefundNews, type RefundNewsDeps } from './apply-refund-news.ts'
import { attributeSuspense } from './attribute-suspense.ts'
import { decideRefund } from './decide-refund.ts'
import { followRefund, requeryRefund } from './follow-refund.ts'
import { lookAtRefund } from './look-at-refund.ts'
import { markMoney } from './mark-money.ts'
import { previewRefund, readRefundable } from './preview-refund.ts'
import { readRefundNoticePayload } from './receive-notice.ts'
import type { RefundChannels } from './refund-channel.ts'
import type { RefundGuard } from './refund-guard.ts'
import { requestRefund } from './request-refund.ts'
import { sendRefund } from './send-refund.ts'
import { useBalanceNow } from './use-balance-now.ts'

export type RefundsDeps = RefundNewsDeps & {
  readonly crashAt: CrashAt
  readonly refundChannels: RefundChannels
  readonly refundGuards: readonly RefundGuard[]
}

/** Money out and money whose place is not known: refunds, suspense, balance, and the work list of all that waits for a person. */
export function createRefunds(deps: RefundsDeps) {
  const { database } = deps
  const apply = applyRefundNews(deps)
  const send = sendRefund({ ...deps, apply })
  const following = { ...deps, apply, send }

  const jobs: readonly JobHandler[] = [
    { kind: 'payments.follow-refund', title: '查询退费结果', handle: followRefund(following) },
    {
      kind: 'payments.settle-refund-notice',
      title: '退费通知入账',
      async handle(job) {
        const { channel, news } = readRefundNoticePayload(job.payload)
        const merchant = await database.read((unit) => findMerchantByNumber(unit, channel, news.mchId, news.subMchId))
        if (!merchant) throw new Error(`merchant ${news.mchId} is gone`)
        await apply(merchant, channel, news, 'notice')
      },
    },
  ]

  return {
    requestRefund: requestRefund({ ...deps, send }),
    decideRefund: decideRefund({ ...deps, send }),
    requeryRefund: requeryRefund(following),
    lookAtRefund: lookAtRefund(following),
    readRefundable: readRefundable(deps),
    previewRefund: previewRefund(deps),
    adoptPlatformRefund: adoptPlatformRefund(deps),
    attributeSuspense: attributeSuspense(deps),
    markMoney: markMoney(deps),
    useBalanceNow: useBalanceNow(deps),
    listRefunds: (caller: StaffCaller, wanted: RefundQuery): Promise<Page<RefundRow>> =>
      database.read((unit) => listRefunds(unit, caller.scope, wanted)),
    async readRefundFile(caller: StaffCaller, refundNo: string): Promise<RefundFile> {
      const insider = withRight(caller, 'payments.gateway.view')
      return database.read(async (unit) => {
        const { staffId } = caller
        const inside = insider && (await readRefundFile(unit, insider.scope, refundNo, { staffId, withGateway: true }))
        const file = inside ?? (await readRefundFile(unit, caller.scope, refundNo, { staffId, withGateway: false }))
        if (!file) throw notFound('这笔退费')
        return file
      })
    },
    listMoneyTodos: (caller: StaffCaller, wanted: MoneyTodoQuery): Promise<Page<MoneyTodo>> =>
      database.read((unit) => listMoneyTodos(unit, caller.scope, wanted)),
    countMoneyTodos: (caller: StaffCaller): Promise<MoneyTodoCounts> => database.read((unit) => countMoneyTodos(unit, caller.scope)),
    jobs,
  }
}
