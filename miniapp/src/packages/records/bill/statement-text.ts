import type { Bill } from '../../../../../shared/contracts/billing.ts'
import { formatYuan } from '../../../../../shared/format/amount.ts'
import { formatDay } from '../../../../../shared/format/time.ts'
import { channelName, minuteOf, seasonName } from '../../../screen/words.ts'

/** The statement of a season as plain text: every line, every payment, what is left. */
export function statementText(bill: Bill): string {
  const lines = bill.lines.map(
    (line) => `${formatDay(line.postedOn)} ${line.title}${line.payer ? `（由${line.payer}承担）` : ''} ${formatYuan(line.amountFen)}`,
  )
  const payments = bill.payments.map(
    (payment) => `${minuteOf(payment.paidAt)} ${channelName(payment.channel)} 缴 ${formatYuan(payment.amountFen)}`,
  )
  const lateFee = bill.lateFeeFen > 0 ? [`违约金（算到今天） ${formatYuan(bill.lateFeeFen)}`] : []
  return [
    `缴费明细 ${seasonName(bill.seasonCode)}`,
    `客户卡号 ${bill.householdNo}，户主 ${bill.customerName}，账单 ${bill.billNo}`,
    ...lines,
    ...payments,
    ...lateFee,
    `应收 ${formatYuan(bill.chargedFen)}，已缴 ${formatYuan(bill.paidFen)}，还欠 ${formatYuan(bill.openFen + bill.lateFeeFen)}`,
  ].join('\n')
}
