import type { Fen } from '../money/fen.ts'
import { fraction, multiply, sum } from '../money/fraction.ts'
import { round } from '../money/round.ts'
import { split } from '../money/split.ts'
import type { Payer } from './facts.ts'
import type { ExactLine } from './price-area.ts'
import type { RoundingRule } from './rule-set.ts'
import type { Step } from './step.ts'

export type TariffLine = {
  readonly feeType: string
  /** Null for fees that belong to no heated area. */
  readonly areaNo: number | null
  /** Part of the posting key: 'heat', 'stop-base-fee', later 'resume-1'… */
  readonly purpose: string
  readonly amountFen: Fen
  readonly steps: readonly Step[]
  readonly ruleKind: string
  /** Who owes it instead of the resident; absent for the resident. */
  readonly payer?: Payer
  /** The version that priced it, where several share the season. */
  readonly ruleSetVersion?: number
}

/**
 * Rounds once per line, per fee type or per bill; a sum is split back over its lines by largest remainder. Keeps the order.
 * One amount shared among payers is one line to round, also at level `line`.
 */
export function roundLines(lines: readonly ExactLine[], rounding: RoundingRule): TariffLine[] {
  if (rounding.level === 'bill') return roundTogether(lines, rounding)
  const groupOf = (line: ExactLine, index: number) => (rounding.level === 'fee' ? line.feeType : (line.sharedWith ?? `line ${index}`))
  const names = lines.map(groupOf)
  const rounded = new Map(
    [...new Set(names)].map((name) => [
      name,
      roundTogether(
        lines.filter((_, index) => names[index] === name),
        rounding,
      ),
    ]),
  )
  return names.flatMap((name) => rounded.get(name)?.shift() ?? [])
}

function roundAlone(line: ExactLine, { mode, unit }: RoundingRule): TariffLine {
  const amountFen = round(line.exact, mode, unit)
  return finished(line, amountFen, [{ code: 'round', values: { mode, unit, amountFen } }])
}

function roundTogether(lines: readonly ExactLine[], rounding: RoundingRule): TariffLine[] {
  const [only, ...others] = lines
  if (only && others.length === 0) return [roundAlone(only, rounding)]
  const { level, mode, unit } = rounding
  const exactSum = sum(lines.map(({ exact }) => exact))
  const totalFen = round(exactSum, mode, unit)
  const amounts = split(
    totalFen,
    lines.map(({ exact }) => exact),
  )
  const together: Step = {
    code: 'round-sum',
    values: { level, lines: lines.length, sumNum: String(exactSum.num), sumDen: String(exactSum.den), mode, unit, totalFen },
  }
  return lines.map((line, index) => {
    const amountFen = amounts[index] ?? 0
    const keptFen =
      totalFen === 0 ? 0 : round(multiply(line.exact, fraction(BigInt(totalFen) * exactSum.den, exactSum.num)), 'truncate', 'fen')
    return finished(line, amountFen, [together, { code: 'split', values: { totalFen, keptFen, extraFen: amountFen - keptFen, amountFen } }])
  })
}

function finished(line: ExactLine, amountFen: Fen, rounding: readonly Step[]): TariffLine {
  const { feeType, areaNo, purpose, ruleKind, steps, payer } = line
  return { feeType, areaNo, purpose, amountFen, steps: [...steps, ...rounding], ruleKind, ...(payer ? { payer } : {}) }
}
