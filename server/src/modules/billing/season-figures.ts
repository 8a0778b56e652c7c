import { lineTitle } from '../../../../shared/billing/line-title.ts'
import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { CorrectionFigures, CorrectionLine } from '../../../../shared/contracts/billing/corrections.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import { feeNamesOf, withFeeNames } from '../../../../shared/tariff/fee-names.ts'
import { lateFeeType } from '../../../../shared/tariff/rule-set.ts'
import type { Step } from '../../../../shared/tariff/step.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import { quoteAccount, type readAccounts } from './account.ts'
import { type LiveCharge, listLiveCharges, type PostedLine } from './live-charge.repository.ts'

/** A household's bill of one season and its money, as they stand in this unit. */
export type SeasonFigures = { readonly live: readonly LiveCharge[]; readonly figures: CorrectionFigures }

export type FiguresWish = { readonly householdId: number; readonly seasonId: number; readonly today: LocalDay }

export function readSeasonFigures(accounts: ReturnType<typeof readAccounts>) {
  return async (unit: ReadUnit, { householdId, seasonId, today }: FiguresWish): Promise<SeasonFigures> => {
    const live = await listLiveCharges(unit, { householdIds: [householdId], seasonId })
    const account = (await accounts(unit, [householdId])).get(householdId)
    const isLateFee = ({ feeType }: LiveCharge) => feeType === lateFeeType
    const residents = live.filter(({ payerKind }) => payerKind === 'resident')
    const figures = {
      chargedFen: sum(residents.filter((charge) => !isLateFee(charge)).map(netFen)),
      othersFen: sum(live.filter(({ payerKind }) => payerKind !== 'resident').map(netFen)),
      lateFeeFen: sum(live.filter(isLateFee).map(netFen)),
      paidFen: sum(live.flatMap(({ paid }) => paid.map(({ leftFen }) => leftFen))),
      owedFen: account ? quoteAccount(account, today, null).totalFen : 0,
      balanceFen: account?.balanceFen ?? 0,
    }
    return { live, figures }
  }
}

/** Every line there was or is, charges with what answers them: what stays, what is taken back, what is new. */
export function lineChanges(before: readonly LiveCharge[], after: readonly LiveCharge[]): CorrectionLine[] {
  const lines = (live: readonly LiveCharge[]): readonly PostedLine[] => live.flatMap((charge) => [charge, ...charge.answers])
  const known = new Set(lines(before).map(({ lineId }) => lineId))
  const still = new Set(lines(after).map(({ lineId }) => lineId))
  const stays = ({ lineId }: PostedLine) => (still.has(lineId) ? 'kept' : 'reversed')
  return [
    ...lines(before).map((line) => present(line, stays(line))),
    ...lines(after).flatMap((line) => (known.has(line.lineId) ? [] : present(line, 'added'))),
  ]
}

function present(line: PostedLine, change: CorrectionLine['change']): CorrectionLine {
  const { feeType, amountFen } = line
  return {
    change,
    feeType,
    title: lineTitle(line),
    amountFen,
    steps: renderSteps(withFeeNames(JSON.parse(line.steps) as Step[], feeNamesOf([line]))),
  }
}

function netFen({ amountFen, answers }: LiveCharge): number {
  return amountFen + sum(answers.map((answer) => answer.amountFen))
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
