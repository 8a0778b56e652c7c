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
 * How every fault ends: the whole ledger adds up and the platform's book says the same as ours. `invented` names transactions and refunds a
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
  assert.deepEqual(await refundDifferences(database, simulator, invented, alipay), { theirsOnly: [], oursOnly: [] }, 'refunds differ')
  const unexplained = oursOnly.filter(({ transactionId }) => !invented.includes(transactionId))
  assert.deepEqual({ theirsOnly, oursOnly: unexplained, different }, { theirsOnly: [], oursOnly: [], different: [] })
}

type BookedRefund = { readonly mchId: string; readonly refundNo: string; readonly transactionId: string | null; readonly amountFen: number }

/** Money gone back: what the platforms gave back beside our refunds done and those we keep as made at the platform itself. */
async function refundDifferences(database: Database, simulator: WechatSimulator, invented: readonly string[], alipay?: AlipaySimulator) {
  const { refunds } = await simulator.book()
  const theirs: BookedRefund[] = refunds.flatMap(({ mchId, outRefundNo: refundNo, transactionId, amountFen, status }) =>
    status === 'SUCCESS' ? [{ mchId, refundNo, transactionId, amountFen }] : [],
  )
  for (const { sellerId, tradeNo, refunds: own } of alipay ? (await alipay.book()).trades : [])
    for (const { outRequestNo, amountFen } of own)
      theirs.push({ mchId: sellerId, refundNo: outRequestNo, transactionId: tradeNo, amountFen })
  const ours = await database.read((unit) =>
    unit.select<BookedRefund>(
      `SELECT m.mch_id AS mchId, r.refund_no AS refundNo, p.transaction_id AS transactionId, r.amount_fen AS amountFen
       FROM refunds r JOIN payments p ON p.id = r.payment_id JOIN merchants m ON m.id = r.merchant_id WHERE r.state = 'done'
         AND NOT EXISTS (SELECT 1 FROM platform_refunds a WHERE a.tenant_id = r.tenant_id AND a.case_no = r.refund_no)
       UNION ALL SELECT m.mch_id, d.refund_no_given, d.transaction_id, d.amount_fen FROM platform_refunds d JOIN merchants m ON m.id = d.merchant_id`,
    ),
  )
  const has = (list: readonly BookedRefund[], one: BookedRefund) => list.some((other) => JSON.stringify(other) === JSON.stringify(one))
  return {
    theirsOnly: theirs.filter((refund) => !has(ours, refund)),
    oursOnly: ours.filter((refund) => !has(theirs, refund) && !invented.includes(refund.refundNo)),
  }
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
