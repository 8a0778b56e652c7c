import { lineTitle } from '../../../shared/billing/line-title.ts'
import type { RunItemSteps } from '../../../shared/contracts/billing/runs.ts'
import { renderSteps } from '../../../shared/tariff/explain.ts'
import { withFeeNames } from '../../../shared/tariff/fee-names.ts'
import { payerName } from '../../../shared/tariff/period-texts.ts'
import type { Step } from '../../../shared/tariff/step.ts'
import type { ExplainedItem } from '../modules/billing/index.ts'

/** The lines of one household of a run as its bill will show them. */
export function presentRunItemSteps({ lines, feeNames, ...item }: ExplainedItem): RunItemSteps {
  return {
    ...item,
    reasons: [...item.reasons],
    lines: lines.map((line) => ({
      feeType: line.feeType,
      title: lineTitle({ ...line, feeName: feeNames.get(line.feeType) ?? null, lineType: 'charge' }),
      payer: line.payerKind === 'resident' ? null : payerName(line.payerKind),
      amountFen: line.amountFen,
      steps: renderSteps(withFeeNames(JSON.parse(line.steps) as Step[], feeNames)),
    })),
  }
}
