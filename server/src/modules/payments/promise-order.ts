import type { Fen } from '../../../../shared/money/fen.ts'
import { claimKey } from '../../database/idempotency.ts'
import { lockHouseholds } from '../../database/locks.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import type { IdempotencyKey } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { type Billing, quoteAccount } from '../billing/index.ts'
import { appendOrder, listOpenOrders, type Order } from './order.repository.ts'
import type { OfferedWay } from './pay-ways.ts'
import { planQuery } from './query-ladder.ts'

export type PromiseDeps = { readonly queue: JobQueue; readonly clock: Clock; readonly billing: Billing }

export type Promised = {
  readonly orderNo: string
  readonly offered: OfferedWay
  readonly householdIds: readonly number[]
  /** What the person saw. */
  readonly totalFen: Fen
  readonly payer: Pick<Order, 'payerResidentId' | 'payerOpenid' | 'payerIp' | 'staffId'>
  readonly key: IdempotencyKey | null
}

/** The platform is told the same expiry, in whole seconds. */
const QUOTE_LIFE_MS = 30 * 60_000

/**
 * T1 of paying online: locks the households, quotes again and writes the order; everything that decides is read after
 * the lock. Throws ORDER_OPEN (facts.orderNo), NOTHING_OWED, QUOTE_CHANGED (facts.totalFen).
 */
export async function promiseOrder({ queue, clock, billing }: PromiseDeps, unit: Unit, promised: Promised): Promise<void> {
  const { orderNo, offered, householdIds: ids, payer, key } = promised
  const { tenantId, legalEntityId, id: merchantId } = offered.merchant
  await lockHouseholds(unit, tenantId, ids)
  if (key) await claimKey(unit, key, tenantId, orderNo)
  const now = clock.now()
  const own = (await listOpenOrders(unit, ids, now)).find((order) => order.payerResidentId === payer.payerResidentId)
  if (own)
    throw new DomainError(409, 'ORDER_OPEN', '有一笔支付还没有完成，请先继续支付或放弃它', {
      facts: { orderNo: own.orderNo, totalFen: own.totalFen },
    })

  const accounts = await billing.readAccounts(unit, ids)
  const quotedOn = clock.today()
  const households = ids.flatMap((householdId) => {
    const account = accounts.get(householdId)
    const quote = account && quoteAccount(account, quotedOn, offered.channel)
    return quote && quote.totalFen > 0 ? [{ householdId, quotedFen: quote.totalFen, quote: quote.items }] : []
  })
  const totalFen = households.reduce((sum, { quotedFen }) => sum + quotedFen, 0)
  if (totalFen === 0) throw new DomainError(409, 'NOTHING_OWED', '目前没有需要缴纳的费用')
  if (totalFen !== promised.totalFen)
    throw new DomainError(409, 'QUOTE_CHANGED', '应缴金额有变化，请核对新的金额后再支付', { facts: { totalFen } })

  const discounts = households.flatMap(({ quote }) => quote.flatMap((item) => (item.kind === 'discount' ? item.endsAt : [])))
  // A quote is a promise: with a discount in it, only as long as the discount itself.
  const expiresAt = Math.trunc(Math.min(now + QUOTE_LIFE_MS, ...discounts) / 1000) * 1000
  const { channel, way, app } = offered
  const terms = { tenantId, orderNo, legalEntityId, merchantId, channel, way, appId: app.appId, totalFen, quotedOn, expiresAt }
  await appendOrder(unit, { ...terms, ...payer, households }, now)
  await planQuery(queue, unit, { tenantId, orderNo, createdAt: now, expiresAt, look: 1, now })
}
