import { addDays, localDayOf } from '../../../../shared/calendar/local-day.ts'
import { type Database, isDuplicate } from '../../database/database.ts'
import type { BillRow, DayBillResult } from '../../gateways/payment/port.ts'
import type { Clock } from '../../platform/clock.ts'
import type { CrashAt } from '../../platform/crash-points.ts'
import { sha256 } from '../../platform/crypto.ts'
import type { Logger } from '../../platform/logger.ts'
import { findOurTrades, isOurOrder } from '../../reports/our-trades.ts'
import type { Payments } from '../payments/index.ts'
import { findMerchantById, listChannelApps, type Merchant } from '../tenancy/index.ts'
import type { FetchPayload } from './ask-for-statements.ts'
import { type BillChannels, NO_KEYS } from './bill-channels.ts'
import type { compareDay } from './compare-day.ts'
import { findStatementOfDay, keepAnswer, keepBill, lockStatement, type StatementRecord } from './statements.repository.ts'

export type FetchDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly logger: Logger
  readonly crashAt: CrashAt
  readonly channels: BillChannels
  readonly payments: Pick<Payments, 'findOut' | 'settleOrder'>
  readonly compare: ReturnType<typeof compareDay>
}

const AT_ONCE = 500

/**
 * One bill: fetched with nothing open, kept with its rows, then what only the platform has is asked for and settled by the door every
 * payment comes in by, then both sides are compared. Run twice, or killed anywhere and run again, it ends the same.
 */
export function fetchBill({ database, clock, logger, crashAt, channels, payments, compare }: FetchDeps) {
  return async ({ merchantId, day }: FetchPayload): Promise<void> => {
    const { merchant, apps, statement } = await database.read(async (unit) => {
      const merchant = await findMerchantById(unit, merchantId)
      const statement = await findStatementOfDay(unit, merchantId, day)
      if (!merchant || !statement) throw new Error(`merchant ${merchantId} or its statement of ${day} is gone`)
      return { merchant, statement, apps: await listChannelApps(unit, merchant.tenantId) }
    })
    const channel = channels.of(merchant.channel)
    const answer: DayBillResult = channel
      ? await channel.fetchDayBill(merchant, apps, day)
      : { kind: 'unknown', reason: 'no bills of this channel' }
    const stray = answer.kind === 'bill' && answer.rows.some(({ completedAt }) => localDayOf(completedAt) !== day)
    const fault = stray ? 'the bill has trades of another day' : answer.kind === 'unknown' ? answer.reason : null
    if (fault !== null) {
      await database.write((unit) => keepAnswer(unit, statement.id, clock.now(), fault))
      if (answer !== NO_KEYS) throw new Error(`no bill of ${day}: ${fault}`)
      logger.warn({ merchant: merchant.mchId, channel: merchant.channel, day }, 'no keys to fetch the bill with')
      return
    }
    await keep(statement, answer)
    crashAt('reconciliation.bill.kept')
    if (channel && answer.kind === 'bill') await heal(merchant, answer.rows, (orderNo) => channel.queryOrder(merchant, apps, orderNo))
    crashAt('reconciliation.bill.healed')
    await compare(statement.id)
    // What they took a second after midnight, and we before, stands in this bill.
    const eve = await database.read((unit) => findStatementOfDay(unit, merchantId, addDays(day, -1)))
    if (eve) await compare(eve.id)
  }

  async function keep(statement: StatementRecord, answer: DayBillResult): Promise<void> {
    try {
      await database.write(
        async (unit) => {
          const locked = await lockStatement(unit, statement.id)
          const fileSha256 = answer.kind === 'bill' ? sha256(answer.file) : null
          // The same file again, or none where there was one: nothing new is known.
          if (answer.kind !== 'bill' || fileSha256 === null || fileSha256 === locked.fileSha256)
            return keepAnswer(unit, locked.id, clock.now(), null)
          return keepBill(unit, locked, { fileSha256, rows: answer.rows, at: clock.now() })
        },
        { ids: { statement_rows: answer.kind === 'bill' ? Math.max(1, answer.rows.length) : 1 } },
      )
    } catch (error) {
      if (!isDuplicate(error)) throw error
      const fault = 'the same file came for another day'
      await database.write((unit) => keepAnswer(unit, statement.id, clock.now(), fault))
      throw new Error(`no bill: ${fault}`)
    }
  }

  /** Money we have not heard of: asked for by its order, proven by the answer and not by the bill, settled as any other. */
  async function heal(merchant: Merchant, rows: readonly BillRow[], query: NonNullable<Query>): Promise<void> {
    const paid = rows.filter(({ kind }) => kind === 'payment')
    for (let from = 0; from < paid.length; from += AT_ONCE) {
      const some = paid.slice(from, from + AT_ONCE)
      const transactionIds = some.map(({ transactionId }) => transactionId)
      const known = await database.read((unit) => findOurTrades(unit, { merchantId: merchant.id, transactionIds, refundNos: [] }))
      const booked = new Set(known.map(({ transactionId }) => transactionId))
      for (const { orderNo, transactionId } of some.filter((row) => !booked.has(row.transactionId))) {
        try {
          await learn(merchant, orderNo, query)
        } catch (error) {
          logger.error({ orderNo, transactionId, err: error }, 'money of a bill could not be settled')
        }
      }
    }
  }

  async function learn(merchant: Merchant, orderNo: string, query: NonNullable<Query>): Promise<void> {
    if (await database.read((unit) => isOurOrder(unit, orderNo))) {
      await payments.findOut(orderNo, 'bill-file')
      return
    }
    const answer = await query(orderNo)
    if (answer?.kind === 'paid') await payments.settleOrder(merchant, answer.proof, 'bill-file')
  }
}

type Query = (orderNo: string) => ReturnType<NonNullable<ReturnType<BillChannels['of']>>['queryOrder']>
