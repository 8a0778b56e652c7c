import type { LateFeeParams, LateFeeState } from '../../../../shared/billing/late-fee.ts'
import type { LateFeeRules, OpenLine } from '../../../../shared/billing/open-line.ts'
import type { Settlement } from '../../../../shared/billing/settle-quote.ts'

/** 1 ‰ a day from 2019-02-14, never more than the principal. */
export const permille: LateFeeParams = { dailyRatePpm: 1000, dueOn: '2019-02-13', graceDays: 0, base: 'unpaid', cap: { kind: 'principal' } }
export const noneYet: LateFeeState = { postedFen: 0, accruedThrough: null, holds: [] }
export const rules: LateFeeRules = { '2018-2019': permille, '2019-2020': { ...permille, dueOn: '2019-12-31' } }

/** The golden flat's heat line. */
export function heat(change: Partial<OpenLine> = {}): OpenLine {
  return {
    lineId: 11,
    seasonCode: '2018-2019',
    seasonStartsOn: '2018-11-01',
    feeType: 'heat',
    dueOn: '2019-02-13',
    openFen: 95_469,
    principalTotalFen: 95_469,
    lateFee: noneYet,
    ...change,
  }
}

export function nextSeasonHeat(change: Partial<OpenLine> = {}): OpenLine {
  return heat({ lineId: 21, seasonCode: '2019-2020', seasonStartsOn: '2019-11-01', dueOn: '2019-12-31', ...change })
}

/** What the server does with a settlement: posts the late-fee lines, allocates, remembers how far late fee has been posted. */
export function post(lines: readonly OpenLine[], settlement: Settlement, firstNewId: number): OpenLine[] {
  const paid = new Map(settlement.allocations.map(({ lineId, amountFen }) => [lineId, amountFen]))
  const kept = lines.map((line) => {
    const fee = settlement.lateFeeLines.find(({ seasonCode }) => seasonCode === line.seasonCode)
    const lateFee = fee
      ? { ...line.lateFee, postedFen: line.lateFee.postedFen + fee.amountFen, accruedThrough: fee.throughOn }
      : line.lateFee
    return { ...line, openFen: line.openFen - (paid.get(line.lineId) ?? 0), lateFee }
  })
  const added = settlement.lateFeeLines.flatMap((fee, index): OpenLine[] => {
    const sibling = kept.find(({ seasonCode }) => seasonCode === fee.seasonCode)
    if (!sibling) return []
    const openFen = fee.amountFen - fee.allocatedFen
    return [{ ...sibling, lineId: firstNewId + index, feeType: 'late-fee', dueOn: null, openFen, principalTotalFen: fee.amountFen }]
  })
  return [...kept, ...added]
}
