import type { BillRow } from '../payment/day-bill.ts'
import { fromBeijingTime } from './beijing-time.ts'
import { fenOf } from './yuan.ts'
import { readZip } from './zip.ts'

/** A day of 100 000 trades is about 20 MB. */
const LONGEST_UNPACKED_BYTES = 256 * 1_048_576

export type BillFile = { readonly sellerId: string; readonly rows: readonly BillRow[] }

/**
 * The trade bill of a day: a zip with the list (业务明细) and the summary (汇总), both CSV in GBK. Null when it is not that, when a
 * column is missing, when a row can't be read, when the list has no end line, or when the totals below it say something else: half a
 * bill must not pass for a whole one.
 */
export function readBillZip(bytes: Buffer): BillFile | null {
  const decoder = new TextDecoder('gbk')
  const texts = readZip(bytes, LONGEST_UNPACKED_BYTES)?.map(({ content }) => decoder.decode(content))
  const list = texts?.find((text) => text.startsWith('#支付宝业务明细查询'))
  return list === undefined ? null : readBillList(list)
}

const COLUMNS = [
  '支付宝交易号',
  '商户订单号',
  '业务类型',
  '完成时间',
  '订单金额（元）',
  '退款批次号/请求号',
  '服务费（元）',
  '商家实收（元）',
] as const

/** The text of 业务明细: four lines of head, the names of the columns, rows padded with tabs, and lines of foot. */
export function readBillList(text: string): BillFile | null {
  const lines = text.split(/\r?\n/)
  const account = lines.map((line) => /^#账号：\[(2088\d{12})(?:0156)?\]/.exec(line)?.[1]).find((found) => found !== undefined)
  const headAt = lines.findIndex((line) => line.startsWith('支付宝交易号,'))
  const endAt = lines.findIndex((line) => /^#-+业务明细列表结束/.test(line))
  if (account === undefined || headAt < 0 || endAt < headAt) return null
  const names = cellsOf(lines[headAt] ?? '')
  const at = COLUMNS.map((name) => names.indexOf(name))
  if (at.includes(-1)) return null
  const rows = lines.slice(headAt + 1, endAt).filter((line) => line.trim() !== '')
  const read = rows.map((line) => readRow(alignCells(cellsOf(line), names), at))
  const whole = read.flatMap((row) => row ?? [])
  if (whole.length < read.length || !agrees(lines.slice(endAt + 1), whole)) return null
  return { sellerId: account, rows: whole.map(({ receivedFen: _, ...row }) => row) }
}

/** 商家实收 is less than the order where the merchant gave a discount; the totals are of that. */
type ReadRow = BillRow & { readonly receivedFen: number }

function agrees(foot: readonly string[], rows: readonly ReadRow[]): boolean {
  return (['payment', 'refund'] as const).every((kind) => {
    const own = rows.filter((row) => row.kind === kind)
    const said = foot.flatMap((line) => [(kind === 'payment' ? PAYMENTS : REFUNDS).exec(line)]).find((match) => match !== null)
    // Not every file has a line for its refunds.
    if (said === undefined) return kind === 'refund'
    return said[1] === String(own.length) && fenOf(said[2]) === own.reduce((sum, { receivedFen }) => sum + receivedFen, 0)
  })
}

const PAYMENTS = /^#交易合计：(\d+)笔，商家实收共(-?[\d.]+)元/
const REFUNDS = /^#退款合计：(\d+)笔，商家实收退款共(-?[\d.]+)元/

const NAME_COLUMN = '商品名称'

function cellsOf(line: string): string[] {
  return line.split(',').map((cell) => cell.trim())
}

/** A comma inside the name of the goods is not escaped: what is too much belongs to that column. */
function alignCells(cells: readonly string[], names: readonly string[]): readonly string[] {
  const surplus = cells.length - names.length
  const at = names.indexOf(NAME_COLUMN)
  if (surplus <= 0 || at < 0) return cells
  return [...cells.slice(0, at), cells.slice(at, at + surplus + 1).join(','), ...cells.slice(at + surplus + 1)]
}

function readRow(cells: readonly string[], at: readonly number[]): ReadRow | null {
  const [transactionId, orderNo, kindText, completedText, amountText, refundNo, feeText, receivedText] = at.map(
    (index) => cells[index] ?? '',
  )
  const kind = kindText === '交易' ? 'payment' : kindText === '退款' ? 'refund' : null
  const amountFen = fenOf(amountText)
  const feeFen = fenOf(feeText)
  const receivedFen = fenOf(receivedText)
  const completedAt = fromBeijingTime(completedText)
  if (kind === null || amountFen === null || feeFen === null || receivedFen === null || completedAt === null) return null
  if (!transactionId || !orderNo || (kind === 'refund' && !refundNo)) return null
  // 服务费 is negative in the file when it is charged.
  return { kind, transactionId, orderNo, refundNo: refundNo || null, amountFen, feeE5: 0 - feeFen * 1000, completedAt, receivedFen }
}
