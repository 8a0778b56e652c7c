import type { BillEdit } from './bill-files.ts'
import type { Book } from './book.ts'
import type { MerchantConfig } from './config.ts'
import type { Refund, Trade } from './trade.ts'
import { wireDay, wireSeconds } from './wire-time.ts'

const COLUMNS =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
const TOTALS = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'

/** 6 ‰, rounded to the fen; given back with a refund. */
const FEE_PER_MILLE = 6

type Row = {
  readonly at: number
  readonly trade: Trade
  readonly refund: Refund | null
  readonly orderedFen: number
  readonly refundedFen: number
}

/** The trade bill (ALL) of a merchant's day (`2026-11-22`) as text; null when nothing was traded. A refund stands on the day it was accepted. */
export function dayBillText(
  book: Book,
  merchant: MerchantConfig,
  { subMchId, day, edits }: { readonly subMchId: string | null; readonly day: string; readonly edits: ReadonlyMap<string, BillEdit> },
): string | null {
  const own = book.trades().filter((trade) => trade.mchId === merchant.mchId && trade.subMchId === subMchId && trade.paidAt !== null)
  const payments = own.map((trade): Row => ({ at: trade.paidAt ?? 0, trade, refund: null, orderedFen: trade.totalFen, refundedFen: 0 }))
  const refunds = own.flatMap((trade) =>
    book
      .refundsOf(trade.prepayId)
      .map((refund): Row => ({ at: refund.createdAt, trade, refund, orderedFen: 0, refundedFen: refund.amountFen })),
  )
  const rows = [...payments, ...refunds]
    .filter(({ at }) => wireDay(at) === day)
    .flatMap((row) => edited(row, edits.get(row.refund?.outRefundNo ?? row.trade.transactionId ?? '')))
    .sort((one, other) => one.at - other.at)
  if (rows.length === 0) return null
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0)
  const ordered = sum(({ orderedFen }) => orderedFen)
  const refunded = sum(({ refundedFen }) => refundedFen)
  const totals = [String(rows.length), yuan(ordered), yuan(refunded), '0.00', `${yuan(sum(feeOf))}000`, yuan(ordered), yuan(refunded)]
  return `\uFEFF${[COLUMNS, ...rows.map(lineOf), TOTALS, cells(totals)].join('\r\n')}\r\n`
}

function edited(row: Row, edit: BillEdit | undefined): Row[] {
  if (edit === undefined) return [row]
  if (edit === 'hidden') return []
  return [row.refund === null ? { ...row, orderedFen: edit.amountFen } : { ...row, refundedFen: edit.amountFen }]
}

function lineOf(row: Row): string {
  const { trade, refund, at, orderedFen, refundedFen } = row
  return cells([
    wireSeconds(at),
    trade.appId,
    trade.mchId,
    trade.subMchId ?? '0',
    '',
    trade.transactionId ?? '',
    trade.outTradeNo,
    trade.openid ?? '',
    trade.tradeType,
    refund === null ? 'SUCCESS' : 'REFUND',
    'OTHERS',
    'CNY',
    yuan(orderedFen),
    '0.00',
    refund?.refundId ?? '0',
    refund?.outRefundNo ?? '0',
    yuan(refundedFen),
    '0.00',
    refund === null ? '' : 'ORIGINAL',
    refund?.status ?? '',
    trade.description,
    trade.attach ?? '',
    `${yuan(feeOf(row))}000`,
    '0.60%',
    yuan(orderedFen),
    yuan(refundedFen),
    '',
  ])
}

function feeOf({ orderedFen, refundedFen }: Row): number {
  return Math.round(((orderedFen - refundedFen) * FEE_PER_MILLE) / 1000)
}

function cells(values: readonly string[]): string {
  return values.map((value) => `\`${value}`).join(',')
}

function yuan(fen: number): string {
  return `${fen < 0 ? '-' : ''}${Math.trunc(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`
}
