import type { LocalDay } from '../calendar/local-day.ts'
import { type Fen, fen } from '../money/fen.ts'
import { isPrincipal } from './open-line.ts'

/** Inside one season; Civil Code 561 pays what has accrued before the principal unless agreed otherwise. */
export type AllocationPolicy = 'late-fee-first' | 'principal-first'

export type Orderable = {
  readonly lineId: number
  readonly seasonCode: string
  readonly seasonStartsOn: LocalDay
  readonly feeType: string
  readonly dueOn: LocalDay | null
  readonly rank?: number
}

/** The lines in the order money pays them: oldest season, then late fee or principal, then rank, then due day (none last). */
export function allocationOrder<Line extends Orderable>(lines: readonly Line[], policy: AllocationPolicy = 'late-fee-first'): Line[] {
  const turn = (line: Line) => (isPrincipal(line) === (policy === 'principal-first') ? 0 : 1)
  return lines.toSorted(
    (a, b) =>
      byText(a.seasonStartsOn, b.seasonStartsOn) ||
      byText(a.seasonCode, b.seasonCode) ||
      turn(a) - turn(b) ||
      (a.rank ?? 0) - (b.rank ?? 0) ||
      byText(a.dueOn ?? '9999-12-31', b.dueOn ?? '9999-12-31') ||
      a.lineId - b.lineId,
  )
}

export type Allocation = { readonly lineId: number; readonly amountFen: Fen }

/** Pays the lines one after the other until the money is gone; lines that get nothing are left out. Throws RangeError below 0. */
export function allocate(
  amountFen: Fen,
  lines: readonly { readonly lineId: number; readonly openFen: Fen }[],
): { readonly allocations: Allocation[]; readonly remainderFen: Fen } {
  if (fen(amountFen) < 0) throw new RangeError(`cannot allocate ${amountFen}`)
  let remainderFen = amountFen
  const allocations: Allocation[] = []
  for (const { lineId, openFen } of lines) {
    const part = Math.min(remainderFen, Math.max(0, openFen))
    if (part === 0) continue
    allocations.push({ lineId, amountFen: part })
    remainderFen -= part
  }
  return { allocations, remainderFen }
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
