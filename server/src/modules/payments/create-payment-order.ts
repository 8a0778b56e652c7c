import type { Fen } from '../../../../shared/money/fen.ts'
import type { Database } from '../../database/database.ts'
import { claimKey, firstAnswer, isKeySeen } from '../../database/idempotency.ts'
import { lockHouseholds } from '../../database/locks.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { ResidentCaller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import type { CrashAt } from '../../platform/crash-points.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { type Billing, quoteAccount } from '../billing/index.ts'
import { type BoundHousehold, listBoundHouseholds } from '../residents/index.ts'
import { findChannelApp, findMerchant, type Merchant } from '../tenancy/index.ts'
import { appendOrder, listOpenOrders } from './order.repository.ts'
import type { ChannelCode, PaymentChannels } from './payment-channel.ts'
import type { prepareOrder } from './prepare-order.ts'
import { planQuery } from './query-ladder.ts'

export type CreateOrder = { readonly householdNos: readonly string[]; readonly totalFen: Fen; readonly channel: ChannelCode }
export type CreateOrderDeps = {
  readonly database: Database
  readonly queue: JobQueue
  readonly clock: Clock
  readonly audit: Audit
  readonly billing: Billing
  readonly crashAt: CrashAt
  readonly channels: PaymentChannels
  readonly prepare: ReturnType<typeof prepareOrder>
}

/** The platform is told the same expiry, in whole seconds. */
const QUOTE_LIFE_MS = 30 * 60_000

/**
 * Pays online (MODEL.md E.1): T1 locks, quotes again and writes the order; then the gateway is called with nothing open; then its
 * answer is recorded. Answers the order's number. Throws NOTHING_OWED, QUOTE_CHANGED (facts.totalFen), ORDER_OPEN (facts.orderNo),
 * SEVERAL_COMPANIES, CHANNEL_CLOSED, GATEWAY_REFUSED.
 */
export function createPaymentOrder(deps: CreateOrderDeps) {
  return async (caller: ResidentCaller, wish: CreateOrder): Promise<string> => {
    const { database, clock, crashAt } = deps
    const { homes, app, merchant } = await database.read(async (unit) => {
      const bound = await listBoundHouseholds(unit, caller)
      const homes = bound.filter((home) => wish.householdNos.includes(home.householdNo))
      if (homes.length !== new Set(wish.householdNos).size) throw notFound('要缴费的房屋')
      const { tenantId, legalEntityId } = oneLegalEntity(homes)
      const app = await findChannelApp(unit, caller.appId)
      const mode = app?.tenantId === null ? ('partner' as const) : ('direct' as const)
      const wanted = { tenantId, legalEntityId, channel: wish.channel }
      return { homes, app, merchant: (await findMerchant(unit, { ...wanted, mode })) ?? (await findMerchant(unit, wanted)) }
    })
    if (!app || !merchant || !deps.channels.of(wish.channel).suits(app, merchant))
      throw new DomainError(409, 'CHANNEL_CLOSED', '该供热公司还没有开通这种支付方式，请到营业厅缴费')

    const orderNo = businessNumber('W', clock)
    try {
      await database.write((unit) => promise(deps, unit, caller, { wish, homes, merchant, orderNo }))
    } catch (error) {
      if (!caller.key || !isKeySeen(error)) throw error
      return (await firstAnswer<{ orderNo: string }>(database, caller.key)).orderNo
    }
    crashAt('payments.order.prepared')
    await deps.prepare(orderNo)
    return orderNo
  }
}

type Plan = { readonly wish: CreateOrder; readonly homes: readonly BoundHousehold[]; readonly merchant: Merchant; readonly orderNo: string }
type Work = Parameters<Parameters<Database['write']>[0]>[0]

/** T1: everything that decides is read after the lock. */
async function promise(
  { queue, clock, audit, billing }: CreateOrderDeps,
  unit: Work,
  caller: ResidentCaller,
  { wish, homes, merchant, orderNo }: Plan,
): Promise<void> {
  const { tenantId, legalEntityId } = merchant
  const ids = homes.map((home) => home.householdId)
  await lockHouseholds(unit, tenantId, ids)
  if (caller.key) await claimKey(unit, caller.key, tenantId, orderNo)
  const now = clock.now()
  const own = (await listOpenOrders(unit, ids, now)).find((order) => order.payerResidentId === caller.residentId)
  if (own)
    throw new DomainError(409, 'ORDER_OPEN', '您有一笔还没有完成的支付，请先继续支付或放弃它', {
      facts: { orderNo: own.orderNo, totalFen: own.totalFen },
    })

  const accounts = await billing.readAccounts(unit, ids)
  const quotedOn = clock.today()
  const households = ids.flatMap((householdId) => {
    const account = accounts.get(householdId)
    const quote = account && quoteAccount(account, quotedOn, wish.channel)
    return quote && quote.totalFen > 0 ? [{ householdId, quotedFen: quote.totalFen, quote: quote.items }] : []
  })
  const totalFen = households.reduce((sum, { quotedFen }) => sum + quotedFen, 0)
  if (totalFen === 0) throw new DomainError(409, 'NOTHING_OWED', '目前没有需要缴纳的费用')
  if (totalFen !== wish.totalFen)
    throw new DomainError(409, 'QUOTE_CHANGED', '应缴金额有变化，请核对新的金额后再支付', { facts: { totalFen } })

  const discounts = households.flatMap(({ quote }) => quote.flatMap((item) => (item.kind === 'discount' ? item.endsAt : [])))
  // A quote is a promise: with a discount in it, only as long as the discount itself.
  const expiresAt = Math.trunc(Math.min(now + QUOTE_LIFE_MS, ...discounts) / 1000) * 1000
  const { residentId: payerResidentId, openid: payerOpenid, appId } = caller
  await appendOrder(
    unit,
    {
      tenantId,
      orderNo,
      legalEntityId,
      merchantId: merchant.id,
      channel: wish.channel,
      appId,
      payerResidentId,
      payerOpenid,
      totalFen,
      quotedOn,
      expiresAt,
      households,
    },
    now,
  )
  await planQuery(queue, unit, { tenantId, orderNo, createdAt: now, expiresAt, look: 1, now })
  const detail = { totalFen, households: homes.map((home) => home.householdNo) }
  await audit.record(unit, caller, { tenantId, action: 'payments.order.create', subjectKind: 'payment-order', subjectNo: orderNo, detail })
}

/** One payment order never crosses a legal entity: the money would land with the wrong merchant. */
function oneLegalEntity(homes: readonly BoundHousehold[]): { readonly tenantId: number; readonly legalEntityId: number } {
  const [first, ...others] = homes
  const several = others.some((home) => home.tenantId !== first?.tenantId || home.legalEntityId !== first?.legalEntityId)
  if (!first || several) throw severalCompanies()
  return { tenantId: first.tenantId, legalEntityId: first.legalEntityId }
}

function severalCompanies(): DomainError {
  return new DomainError(409, 'SEVERAL_COMPANIES', '所选房屋属于不同的收费单位，请分开缴费')
}
