import type { LocalDay } from '../calendar/local-day.ts'
import type { Fen } from '../money/fen.ts'
import { accrueOnPrincipals, type LateFeeAccrual, type LateFeeFacts, type LateFeeTerms, type LatePrincipal } from './late-fee.ts'
import { isPrincipal, type OpenLine } from './open-line.ts'

/** The principal a late fee was computed on; kept with a quote so that settling can tell what has changed. */
export type LateFeeBasis = {
  readonly postedFen: Fen
  readonly accruedThrough: LocalDay | null
  readonly principal: readonly { readonly lineId: number; readonly openFen: Fen }[]
}

/**
 * The late fee of one season's lines through `asOf`, on what `openOf` says is open of each line.
 * Null when the season has no rule. Throws RangeError when the lines disagree about the season's late fee.
 */
export function seasonLateFee(
  lines: readonly OpenLine[],
  rule: LateFeeTerms | null | undefined,
  asOf: LocalDay,
  openOf: (line: OpenLine) => Fen = (line) => line.openFen,
): (LateFeeAccrual & { readonly facts: LateFeeFacts; readonly basis: LateFeeBasis }) | null {
  const [first] = lines
  if (!rule || !first) return null
  const { postedFen, accruedThrough, holds } = first.lateFee
  if (lines.some(({ lateFee }) => lateFee.postedFen !== postedFen || lateFee.accruedThrough !== accruedThrough)) {
    throw new RangeError(`lines of season ${first.seasonCode} disagree about its late fee`)
  }
  const late = lines.filter(isPrincipal).filter((line) => line.dueOn !== null)
  const principalTotalFen = lines.filter(isPrincipal).reduce((total, line) => total + line.principalTotalFen, 0)
  const principal = late.map((line) => ({ lineId: line.lineId, openFen: openOf(line) })).filter(({ openFen }) => openFen > 0)
  const principals = openByDueDay(late, openOf)
  const facts = { principals, principalTotalFen, postedFen, accruedThrough, holds, asOf }
  return { ...accrueOnPrincipals({ rule, ...facts }), facts, basis: { postedFen, accruedThrough, principal } }
}

function openByDueDay(lines: readonly OpenLine[], openOf: (line: OpenLine) => Fen): LatePrincipal[] {
  const due = new Map<LocalDay, LatePrincipal & { readonly totalFen: Fen }>()
  for (const line of lines) {
    if (line.dueOn === null) continue
    const { openFen, totalFen } = due.get(line.dueOn) ?? { openFen: 0, totalFen: 0 }
    due.set(line.dueOn, { dueOn: line.dueOn, openFen: openFen + openOf(line), totalFen: totalFen + line.principalTotalFen })
  }
  return [...due.values()].sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
}
