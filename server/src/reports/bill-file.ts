import { lineTitle } from '../../../shared/billing/line-title.ts'
import type { HouseholdQuote } from '../../../shared/billing/quote.ts'
import type { LocalDay } from '../../../shared/calendar/local-day.ts'
import type { Bill, BillLine } from '../../../shared/contracts/billing.ts'
import type { BillSummary } from '../../../shared/contracts/residents.ts'
import { maskName } from '../../../shared/format/mask.ts'
import { renderSteps } from '../../../shared/tariff/explain.ts'
import { feeNamesOf, withFeeNames } from '../../../shared/tariff/fee-names.ts'
import { payerName } from '../../../shared/tariff/period-texts.ts'
import type { Step } from '../../../shared/tariff/step.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'
import { listAllocations, listBills, listLines } from './bill-file-queries.ts'

type BillFileInput = { readonly householdId: number; readonly quote: HouseholdQuote }

/** Every bill of a household with its lines, steps and payments, newest season first: three statements whatever their number. */
export async function readBillFile(unit: ReadUnit, { householdId, quote }: BillFileInput): Promise<Bill[]> {
  const bills = await listBills(unit, householdId)
  const lines = await listLines(unit, householdId)
  const paid = await listAllocations(unit, householdId)
  const numbers = new Map(lines.map((line) => [line.id, line.sequence]))
  const types = new Map(lines.map((line) => [line.id, line.lineType]))
  const names = feeNamesOf(lines)
  return bills.map((bill) => {
    const own = lines.filter((line) => line.billId === bill.id)
    const residents = own.filter(({ payerKind }) => payerKind === 'resident')
    const ids = new Set(own.map((line) => line.id))
    const allocations = paid.filter((allocation) => ids.has(allocation.lineId))
    const lateFee = quote.items.find((item) => item.kind === 'late-fee' && item.seasonCode === bill.seasonCode)
    return {
      billNo: bill.billNo,
      householdNo: bill.householdNo,
      seasonCode: bill.seasonCode,
      customerName: maskName(bill.customerName),
      issuedOn: bill.issuedOn,
      chargedFen: sum(residents.map((line) => line.amountFen)),
      paidFen: sum(allocations.filter(({ lineId }) => residents.some(({ id }) => id === lineId)).map((allocation) => allocation.amountFen)),
      othersFen: sum(own.map((line) => (line.payerKind === 'resident' ? 0 : line.amountFen))),
      openFen: sum(residents.map((line) => line.openFen ?? 0)),
      lateFeeFen: lateFee?.amountFen ?? 0,
      lateFeeSteps: lateFee?.kind === 'late-fee' ? renderSteps(lateFee.steps) : [],
      dueOn: firstDay(residents.flatMap((line) => line.dueOn ?? [])),
      notice: bill.noticeNo === null ? null : { no: bill.noticeNo, title: bill.noticeTitle ?? '' },
      lines: own.map(
        (line): BillLine => ({
          lineNo: line.sequence,
          type: line.lineType,
          feeType: line.feeType,
          title: lineTitle({ ...line, reversedType: types.get(line.reversesLineId ?? 0) ?? null }),
          payer: line.payerKind === 'resident' ? null : payerName(line.payerKind),
          amountFen: line.amountFen,
          openFen: line.openFen,
          postedOn: line.postedOn,
          dueOn: line.dueOn,
          reason: line.reason,
          answersLineNo: numbers.get(line.answersLineId ?? 0) ?? null,
          reversesLineNo: numbers.get(line.reversesLineId ?? 0) ?? null,
          steps: renderSteps(withFeeNames(JSON.parse(line.steps) as Step[], names)),
        }),
      ),
      payments: allocations.map((allocation) => ({
        orderNo: allocation.orderNo,
        channel: allocation.channel ?? 'balance',
        paidAt: new Date(allocation.paidAt).toISOString(),
        amountFen: allocation.amountFen,
        lineNo: numbers.get(allocation.lineId) ?? 0,
      })),
    }
  })
}

/** One row of the list of bills. */
export function summaryOf({ seasonCode, billNo, chargedFen, paidFen, openFen, lateFeeFen, dueOn }: Bill): BillSummary {
  return { seasonCode, billNo, chargedFen, paidFen, openFen, lateFeeFen, dueOn }
}

function firstDay(days: readonly LocalDay[]): LocalDay | null {
  return [...days].sort()[0] ?? null
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
