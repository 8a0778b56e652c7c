import { lineTitle } from '../../../shared/billing/line-title.ts'
import type { HouseholdQuote } from '../../../shared/billing/quote.ts'
import type { HouseholdQuote as QuoteView } from '../../../shared/contracts/billing.ts'
import { feeTypeName } from '../../../shared/format/names.ts'
import { renderSteps } from '../../../shared/tariff/explain.ts'
import { feeNamesOf, withFeeNames } from '../../../shared/tariff/fee-names.ts'
import { lateFeeType } from '../../../shared/tariff/rule-set.ts'
import type { Step } from '../../../shared/tariff/step.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'

type LineText = {
  readonly id: number
  readonly feeType: string
  readonly feeName: string | null
  readonly customerClass: string | null
  readonly areaNo: number | null
  readonly payerKind: string
  readonly lineType: string
  readonly steps: string
}

/** A quote as screens show it: titles and steps in Chinese, rendered from the stored steps of the lines. One statement. */
export async function viewQuotes(unit: ReadUnit, quotes: ReadonlyMap<string, HouseholdQuote>): Promise<ReadonlyMap<string, QuoteView>> {
  const ids = [...quotes.values()].flatMap((quote) => quote.items.flatMap((item) => (item.kind === 'line' ? item.lineId : [])))
  const rows =
    ids.length === 0
      ? []
      : await unit.select<LineText>(
          `SELECT l.id, l.fee_type AS feeType, (SELECT f.name FROM fee_types f WHERE f.tenant_id = l.tenant_id AND f.code = l.fee_type) AS feeName,
             l.customer_class AS customerClass, l.area_no AS areaNo, l.payer_kind AS payerKind, l.line_type AS lineType, l.steps
           FROM bill_lines l WHERE l.id IN (:ids)`,
          { ids },
        )
  const lines = new Map(rows.map((row) => [row.id, row]))
  return new Map([...quotes].map(([householdNo, quote]) => [householdNo, viewOf(householdNo, quote, lines)]))
}

function viewOf(householdNo: string, quote: HouseholdQuote, lines: ReadonlyMap<number, LineText>): QuoteView {
  const { asOf, principalFen, lateFeeFen, discountFen, totalFen, balanceFen, dueOn, overdue } = quote
  return {
    householdNo,
    asOf,
    items: quote.items.map((item) => {
      const { kind, seasonCode, amountFen } = item
      if (item.kind === 'late-fee')
        return { kind, seasonCode, amountFen, feeType: lateFeeType, title: feeTypeName(lateFeeType), steps: renderSteps(item.steps) }
      if (item.kind === 'discount')
        return { kind, seasonCode, amountFen, feeType: item.feeType, title: '预交优惠', steps: renderSteps(item.steps) }
      const line = lines.get(item.lineId)
      const title = line ? lineTitle(line) : feeTypeName(item.feeType)
      return {
        kind,
        seasonCode,
        amountFen,
        feeType: item.feeType,
        title,
        steps: line ? renderSteps(withFeeNames(JSON.parse(line.steps) as Step[], feeNamesOf([line]))) : [],
      }
    }),
    principalFen,
    lateFeeFen,
    discountFen,
    totalFen,
    balanceFen,
    dueOn,
    overdue,
  }
}
