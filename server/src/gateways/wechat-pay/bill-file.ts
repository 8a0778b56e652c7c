import type { BillRow } from '../payment/day-bill.ts'
import { fromBillTime } from './rfc3339.ts'

/** The columns we read, by their names: the platform adds others as it likes. */
const ROW = {
  time: '交易时间',
  mchId: '商户号',
  subMchId: '特约商户号',
  transactionId: '微信订单号',
  orderNo: '商户订单号',
  state: '交易状态',
  settled: '应结订单金额',
  refundNo: '商户退款单号',
  refunded: '退款金额',
  fee: '手续费',
  ordered: '订单金额',
  refundAsked: '申请退款金额',
} as const
const FOOT = {
  count: '总交易单数',
  settled: '应结订单总金额',
  refunded: '退款总金额',
  fee: '手续费总金额',
  ordered: '订单总金额',
  refundAsked: '申请退款总金额',
} as const
type Cells<Columns> = Readonly<Record<keyof Columns, string>>

export type WechatBill = { readonly mchIds: readonly string[]; readonly subMchIds: readonly string[]; readonly rows: readonly BillRow[] }

/**
 * The trade bill of type ALL: a line of names, a row for each trade, a line of names of the totals, the totals. Every cell begins with a
 * back-quote, so that a comma in the name of goods splits nothing. A text saying in one word what is wrong with a file that is not whole:
 * columns, rows that can't be read, totals that say something else.
 */
export function readBillText(text: string): WechatBill | 'columns' | 'row' | 'totals' {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '')
  const [head = '', ...rest] = lines
  const footAt = rest.findIndex((line) => line.startsWith(FOOT.count))
  const [footHead, footLine, ...beyond] = footAt < 0 ? [] : rest.slice(footAt)
  const rowOf = reader(head, ROW)
  const footOf = footHead === undefined ? null : reader(footHead, FOOT)
  if (rowOf === null || footOf === null || footLine === undefined || beyond.length > 0) return 'columns'
  const cells = rest.slice(0, footAt).map(rowOf)
  const foot = footOf(footLine)
  const rows = cells.map((one) => (one === null ? null : readRow(one)))
  if (foot === null || rows.includes(null)) return 'row'
  const whole = cells.flatMap((one) => one ?? [])
  if (!agrees(foot, whole)) return 'totals'
  const each = (name: 'mchId' | 'subMchId') => [...new Set(whole.map((one) => one[name]))]
  return { mchIds: each('mchId'), subMchIds: each('subMchId'), rows: rows.flatMap((row) => row ?? []) }
}

/** Reads lines under this line of names; null when a column is missing. */
function reader<Columns extends Readonly<Record<string, string>>>(head: string, columns: Columns) {
  const names = head.split(',')
  const places = Object.entries(columns).map(([key, name]) => [key, names.indexOf(name)] as const)
  if (places.some(([, at]) => at < 0)) return null
  return (line: string): Cells<Columns> | null => {
    const cells = line.startsWith('`') ? line.slice(1).split(',`') : []
    if (cells.length !== names.length) return null
    return Object.fromEntries(places.map(([key, at]) => [key, cells[at]?.trim() ?? ''])) as Cells<Columns>
  }
}

function readRow(cells: Cells<typeof ROW>): BillRow | null {
  const { transactionId, orderNo } = cells
  const completedAt = fromBillTime(cells.time)
  const refund = cells.state === 'REFUND'
  const amount = e5Of(refund ? cells.refunded : cells.ordered)
  const feeE5 = e5Of(cells.fee)
  if (amount === null || feeE5 === null || completedAt === null || amount % 1000 !== 0) return null
  if (!/^\w{1,32}$/.test(transactionId) || !/^[\w*|-]{1,32}$/.test(orderNo) || (refund && !/^[\w*|@-]{1,64}$/.test(cells.refundNo)))
    return null
  const amountFen = amount / 1000
  return {
    kind: refund ? 'refund' : 'payment',
    transactionId,
    orderNo,
    refundNo: refund ? cells.refundNo : null,
    amountFen: refund ? 0 - amountFen : amountFen,
    feeE5,
    completedAt,
  }
}

function agrees(foot: Cells<typeof FOOT>, rows: readonly Cells<typeof ROW>[]): boolean {
  const sums = (['settled', 'refunded', 'fee', 'ordered', 'refundAsked'] as const).every((name) => {
    const parts = rows.map((row) => e5Of(row[name]))
    const total = parts.reduce<number>((sum, part) => sum + (part ?? Number.NaN), 0)
    return e5Of(foot[name]) === total
  })
  return sums && foot.count === String(rows.length)
}

/** Yuan with at most five decimals in 1/100 000 yuan, by digits; null for anything else. */
function e5Of(text: string): number | null {
  const match = /^(-?)(\d{1,10})(?:\.(\d{1,5}))?$/.exec(text)
  if (match === null) return null
  const [, sign, whole = '', part = ''] = match
  const amount = Number(`${whole}${part.padEnd(5, '0')}`)
  return sign === '-' ? 0 - amount : amount
}
