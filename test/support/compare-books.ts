import assert from 'node:assert/strict'
import type { Database } from '../../server/src/database/database.ts'
import { verify } from '../../server/src/reports/verify/index.ts'
import type { AlipaySimulator } from './alipay-simulator.ts'
import type { WechatSimulator } from './simulators.ts'

/** Money one side has in its book, by merchant and transaction. */
export type BookedTrade = {
  readonly mchId: string
  readonly subMchId: string | null
  readonly transactionId: string
  readonly orderNo: string
  readonly amountFen: number
  readonly succeededAt: number
}

export type BookDifferences = {
  readonly theirsOnly: readonly BookedTrade[]
  readonly oursOnly: readonly BookedTrade[]
  readonly different: readonly { readonly theirs: BookedTrade; readonly ours: BookedTrade }[]
}

/** The platforms' books beside our payments, trade by trade; Alipay's too where it is played. */
export async function compareBooks(database: Database, simulator: WechatSimulator, alipay?: AlipaySimulator): Promise<BookDifferences> {
  const theirs = [...(await theirBook(simulator)), ...(alipay ? await alipayBook(alipay) : [])]
  const ours = await ourBook(database)
  const keyOf = ({ mchId, transactionId }: BookedTrade) => `${mchId}/${transactionId}`
  const ourTrades = new Map(ours.map((trade) => [keyOf(trade), trade]))
  const theirKeys = new Set(theirs.map(keyOf))
  assert.equal(ourTrades.size, ours.length, 'a transaction stands twice in our book')
  return {
    theirsOnly: theirs.filter((trade) => !ourTrades.has(keyOf(trade))),
    oursOnly: ours.filter((trade) => !theirKeys.has(keyOf(trade))),
    different: theirs.flatMap((trade) => {
      const own = ourTrades.get(keyOf(trade))
      return own && JSON.stringify(own) !== JSON.stringify(trade) ? [{ theirs: trade, ours: own }] : []
    }),
  }
}

/**
 * How every fault ends: the whole ledger adds up and the platform's book says the same as ours. `invented` names transactions a
 * test signed with the platform's key although nobody paid: they, and only they, may be in our book alone.
 */
export async function assertBooksAgree(
  database: Database,
  simulator: WechatSimulator,
  invented: readonly string[] = [],
  alipay?: AlipaySimulator,
): Promise<void> {
  const { findings } = await verify(database)
  assert.deepEqual(findings, [], 'verify found something')
  const { theirsOnly, oursOnly, different } = await compareBooks(database, simulator, alipay)
  const unexplained = oursOnly.filter(({ transactionId }) => !invented.includes(transactionId))
  assert.deepEqual({ theirsOnly, oursOnly: unexplained, different }, { theirsOnly: [], oursOnly: [], different: [] })
}

async function theirBook(simulator: WechatSimulator): Promise<BookedTrade[]> {
  const { trades } = await simulator.book()
  return trades.flatMap(({ mchId, subMchId, transactionId, outTradeNo, totalFen, paidAt }) =>
    transactionId === null || paidAt === null
      ? []
      : [{ mchId, subMchId, transactionId, orderNo: outTradeNo, amountFen: totalFen, succeededAt: Date.parse(paidAt) }],
  )
}

async function alipayBook(simulator: AlipaySimulator): Promise<BookedTrade[]> {
  const { trades } = await simulator.book()
  return trades.flatMap(({ sellerId, tradeNo, outTradeNo, totalFen, paidAt }) =>
    paidAt === null
      ? []
      : [
          {
            mchId: sellerId,
            subMchId: null,
            transactionId: tradeNo,
            orderNo: outTradeNo,
            amountFen: totalFen,
            succeededAt: Date.parse(paidAt),
          },
        ],
  )
}

function ourBook(database: Database): Promise<BookedTrade[]> {
  return database.read((unit) =>
    unit.select<BookedTrade>(
      `SELECT m.mch_id AS mchId, m.sub_mch_id AS subMchId, p.transaction_id AS transactionId, p.order_no_given AS orderNo,
         p.amount_fen AS amountFen, p.succeeded_at AS succeededAt
       FROM payments p JOIN merchants m ON m.id = p.merchant_id ORDER BY p.id`,
    ),
  )
}
