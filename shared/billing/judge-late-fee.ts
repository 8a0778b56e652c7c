import { cutToPromise } from './late-fee.ts'
import type { LateFeeRules, OpenLine } from './open-line.ts'
import type { LateFeeItem } from './quote.ts'
import { seasonLateFee } from './season-late-fee.ts'
import type { SettleAnomaly } from './settle-anomaly.ts'
import type { LateFeeLine } from './settle-quote.ts'

export type JudgedLateFee = { readonly line: Omit<LateFeeLine, 'allocatedFen'> | null; readonly anomalies: readonly SettleAnomaly[] }

/**
 * What of a promised late fee is posted now. When nothing has changed: exactly what was quoted, also under a newer rule. Otherwise it is computed
 * again through the quoted day, on quoted principal still open, from where the last posted accrual stopped, and never more than was quoted.
 */
export function judgeQuotedLateFee(
  item: LateFeeItem,
  linesNow: readonly OpenLine[],
  rule: LateFeeRules[string] | undefined,
): JudgedLateFee {
  const { seasonCode, amountFen, days, throughOn, steps, facts, basis } = item
  const quotedFen = new Map(basis.principal.map(({ lineId, openFen }) => [lineId, openFen]))
  const stillOpen = (line: OpenLine) => Math.min(line.openFen, quotedFen.get(line.lineId) ?? 0)

  const state = linesNow[0]?.lateFee
  const sameState = state?.postedFen === basis.postedFen && state.accruedThrough === basis.accruedThrough
  const openNow = new Map(linesNow.map((line) => [line.lineId, line.openFen]))
  if (sameState && basis.principal.every(({ lineId, openFen }) => (openNow.get(lineId) ?? 0) >= openFen)) {
    return { line: { seasonCode, amountFen, days, throughOn, steps, facts }, anomalies: [] }
  }

  const again = seasonLateFee(linesNow, rule, throughOn, stillOpen)
  const kept = again && cutToPromise(again, amountFen)
  const dueFen = kept?.amountFen ?? 0
  const cut = again !== null && again.amountFen > amountFen
  const line =
    kept && dueFen > 0
      ? {
          seasonCode,
          amountFen: dueFen,
          days: kept.days,
          throughOn,
          steps: kept.steps,
          facts: cut ? { ...again.facts, promisedFen: amountFen } : again.facts,
        }
      : null
  const beyond = state?.accruedThrough != null && state.accruedThrough > throughOn
  return {
    line,
    anomalies: [
      ...(dueFen < amountFen
        ? [{ code: 'LATE_FEE_POSTED_MEANWHILE' as const, seasonCode, lineId: null, amountFen: amountFen - dueFen }]
        : []),
      ...(beyond ? [{ code: 'LATE_FEE_POSTED_BEYOND' as const, seasonCode, lineId: null, amountFen: 0 }] : []),
    ],
  }
}
