import type { BillEdit } from './bill-files.ts'
import type { Book } from './book.ts'
import { encodeGbk } from './gbk.ts'
import { yuanText } from './money.ts'
import type { Trade } from './trade.ts'
import { wireDay, wireTime } from './wire-time.ts'
import { writeZip } from './zip.ts'

const COLUMNS =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注'

/** 6 ‰, as the list says it: negative, rounded to the fen. */
const FEE_PER_MILLE = 6

type Row = { readonly trade: Trade; readonly at: number; readonly amountFen: number; readonly refundNo: string | null }

export type DayBill = {
  readonly sellerId: string
  /** `20261122` */
  readonly day: string
  readonly madeAt: number
  /** By trade number, or by the number of a refund. */
  readonly edits: ReadonlyMap<string, BillEdit>
  /** The totals say something else than the rows. */
  readonly lying: boolean
}

/** The trade bill of a seller's day as the zip the platform gives; null when nothing was traded. */
export function dayBillZip(book: Book, { sellerId, day, madeAt, edits, lying }: DayBill): Buffer | null {
  const rows = rowsOf(book, sellerId, day).flatMap((row) => edited(row, edits.get(row.refundNo ?? row.trade.tradeNo)))
  if (rows.length === 0) return null
  const name = `${sellerId}0156_${day}`
  return writeZip([
    { name: encodeGbk(`${name}_业务明细.csv`), content: encodeGbk(listOf(rows, sellerId, day, madeAt, lying)) },
    { name: encodeGbk(`${name}_业务明细(汇总).csv`), content: encodeGbk(summaryOf(rows, sellerId, day, madeAt)) },
  ])
}

function rowsOf(book: Book, sellerId: string, day: string): readonly Row[] {
  const own = book.trades().filter((trade) => trade.sellerId === sellerId)
  const payments = own.flatMap((trade) =>
    trade.paidAt === null ? [] : [{ trade, at: trade.paidAt, amountFen: trade.totalFen, refundNo: null }],
  )
  const refunds = own.flatMap((trade) =>
    trade.refunds.map(({ at, amountFen, outRequestNo }) => ({ trade, at, amountFen: -amountFen, refundNo: outRequestNo })),
  )
  return [...payments, ...refunds].filter(({ at }) => wireDay(at) === day).sort((a, b) => a.at - b.at)
}

function edited(row: Row, edit: BillEdit | undefined): Row[] {
  if (edit === undefined) return [row]
  return edit === 'hidden' ? [] : [{ ...row, amountFen: row.refundNo === null ? edit.amountFen : -edit.amountFen }]
}

function listOf(rows: readonly Row[], sellerId: string, day: string, madeAt: number, lying: boolean): string {
  const [payments, refunds] = [rows.filter(({ refundNo }) => refundNo === null), rows.filter(({ refundNo }) => refundNo !== null)]
  const sum = (some: readonly Row[]) => yuanText(some.reduce((total, { amountFen }) => total + amountFen, 0))
  return lines(
    ...headOf('业务明细', sellerId, day),
    COLUMNS,
    ...rows.map(lineOf),
    '#-----------------------------------------业务明细列表结束------------------------------------',
    `#交易合计：${payments.length + (lying ? 1 : 0)}笔，商家实收共${sum(payments)}元，商家优惠共0.00元`,
    `#退款合计：${refunds.length}笔，商家实收退款共${sum(refunds)}元，商家优惠退款共0.00元`,
    `#导出时间：[${spoken(madeAt)}]`,
  )
}

function lineOf({ trade, at, amountFen, refundNo }: Row): string {
  const amount = yuanText(amountFen)
  const fee = refundNo === null ? yuanText(-Math.round((amountFen * FEE_PER_MILLE) / 1000)) : '0.00'
  return [
    `${trade.tradeNo}\t`,
    `${trade.outTradeNo}\t`,
    `${refundNo === null ? '交易' : '退款'}\t`,
    trade.subject,
    wireTime(trade.createdAt),
    wireTime(at),
    ...['\t', '\t', '\t', '\t'],
    '*试(138****0001)\t',
    ...[amount, amount],
    ...['0.00', '0.00', '0.00', '0.00', '0.00'],
    '',
    ...['0.00\t', '0.00'],
    `${refundNo ?? ''}\t`,
    fee,
    '0.00',
    '',
  ].join(',')
}

function summaryOf(rows: readonly Row[], sellerId: string, day: string, madeAt: number): string {
  const payments = rows.filter(({ refundNo }) => refundNo === null).length
  const net = yuanText(rows.reduce((total, { amountFen }) => total + amountFen, 0))
  return lines(
    ...headOf('业务汇总', sellerId, day),
    '门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）,支付宝优惠（元）,商家优惠（元）,卡消费金额（元）,服务费（元）,分润（元）,实收净额（元）',
    `合计\t,\t,${payments},${rows.length - payments},${net},${net},0.00,0.00,0.00,0.00,0.00,${net}`,
    '#-----------------------------------------业务汇总列表结束------------------------------------',
    `#导出时间：[${spoken(madeAt)}]`,
  )
}

function headOf(title: '业务明细' | '业务汇总', sellerId: string, day: string): string[] {
  const from = Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00+08:00`)
  return [
    `#支付宝${title}查询`,
    `#账号：[${sellerId}0156]`,
    `#起始日期：[${spoken(from)}]   终止日期：[${spoken(from + 86_400_000)}]`,
    `#-----------------------------------------${title}列表----------------------------------------`,
  ]
}

/** `2026年11月22日 00:00:00` */
function spoken(at: number): string {
  const [date = '', time = ''] = wireTime(at).split(' ')
  const [year, month, day] = date.split('-')
  return `${year}年${month}月${day}日 ${time}`
}

function lines(...texts: readonly string[]): string {
  return `${texts.join('\r\n')}\r\n`
}
