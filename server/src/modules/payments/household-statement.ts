import type { Readable } from 'node:stream'
import { seasonNameOf } from '../../../../shared/calendar/season.ts'
import type { Bill } from '../../../../shared/contracts/billing.ts'
import { plainYuan } from '../../../../shared/format/amount.ts'
import { channelName } from '../../../../shared/format/names.ts'
import { formatDay, formatMinute } from '../../../../shared/format/time.ts'
import { type CellValue, type SheetColumn, writeWorkbook } from '../../platform/xlsx/index.ts'

const COLUMNS: readonly SheetColumn[] = [
  { title: '日期', width: 18, text: true },
  { title: '类别', width: 10 },
  { title: '项目', width: 28 },
  { title: '说明', width: 60 },
  { title: '应收（元）', width: 12 },
  { title: '已缴（元）', width: 12 },
  { title: '单号', width: 26, text: true },
]

/** 缴费明细 of a home in one season as a workbook: every line with its calculation, every payment, and what is left. */
export function householdStatement(bill: Bill): Readable {
  return writeWorkbook({ name: '缴费明细', columns: COLUMNS, rows: rowsOf(bill) })
}

function* rowsOf(bill: Bill): Generator<readonly CellValue[]> {
  yield ['', '账单', seasonNameOf(bill.seasonCode), `客户卡号 ${bill.householdNo}，户主 ${bill.customerName}`, '', '', bill.billNo]
  if (bill.notice) yield ['', '依据', bill.notice.no, bill.notice.title, '', '', '']
  for (const line of bill.lines) {
    const others = line.payer === null ? '' : `（由${line.payer}承担，不计入下面的合计）`
    const why = [line.reason ?? '', ...line.steps].filter((text) => text !== '').join('；')
    yield [formatDay(line.postedOn), typeNames[line.type] ?? '调整', `${line.title}${others}`, why, yuan(line.amountFen), '', '']
  }
  for (const payment of bill.payments) {
    const paidAt = formatMinute(Date.parse(payment.paidAt))
    yield [paidAt, '缴费', channelName(payment.channel), `核销第 ${payment.lineNo} 行`, '', yuan(payment.amountFen), payment.orderNo ?? '']
  }
  yield ['', '合计', '', '', yuan(bill.chargedFen), yuan(bill.paidFen), '']
  if (bill.lateFeeFen > 0) yield ['', '违约金', '算到今天，还没有入账', bill.lateFeeSteps.join('；'), yuan(bill.lateFeeFen), '', '']
  yield ['', '还欠', bill.dueOn ? `缴费期限 ${formatDay(bill.dueOn)}` : '', '', yuan(bill.openFen + bill.lateFeeFen), '', '']
}

const typeNames: Readonly<Record<string, string>> = { charge: '应收', discount: '优惠', waiver: '减免', reversal: '冲销' }

const yuan = (fen: number): CellValue => ({ number: plainYuan(fen) })
