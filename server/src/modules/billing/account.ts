import type { LateFeeParams } from '../../../../shared/billing/late-fee.ts'
import type { OpenLine } from '../../../../shared/billing/open-line.ts'
import { type HouseholdQuote, quoteHousehold } from '../../../../shared/billing/quote.ts'
import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import { lateFeeType } from '../../../../shared/tariff/rule-set.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import { lateFeeOf, type Tariffs } from '../tariffs/index.ts'
import { type ChargeRow, listBalances, listChargesOfOpenSeasons } from './account.repository.ts'

/** A charge line with what posting on it needs. */
export type AccountLine = OpenLine &
  Pick<ChargeRow, 'householdId' | 'seasonId' | 'billId' | 'payerKind' | 'legalEntityId' | 'areaNo' | 'ruleSetId' | 'orgUnitId'>

/** What a household owes and has: read after the lock when anything is decided on it. */
export type Account = {
  readonly householdId: number
  readonly lines: readonly AccountLine[]
  /** By season code. */
  readonly lateFeeRules: Readonly<Record<string, LateFeeParams | null>>
  readonly balanceFen: Fen
  /** False before the first balance move: the projection row does not exist yet. */
  readonly hasBalanceRow: boolean
}

/** What of an account is wanted; without `balance` it reads as 0, which is right only where nothing of it is shown or used. */
type Wanted = { readonly balance: boolean }

/** Reads the accounts of these households: two statements, four when a rule set is met for the first time. */
export function readAccounts(tariffs: Tariffs) {
  return async (
    unit: ReadUnit,
    householdIds: readonly number[],
    wanted: Wanted = { balance: true },
  ): Promise<ReadonlyMap<number, Account>> => {
    const charges = await listChargesOfOpenSeasons(unit, householdIds)
    const balances = wanted.balance ? await listBalances(unit, householdIds) : new Map<number, Fen>()
    const sets = await tariffs.ruleSets(
      unit,
      charges.flatMap((line) => line.ruleSetId ?? []),
    )
    return new Map(
      [...new Set(householdIds)].map((householdId) => {
        const own = charges.filter((line) => line.householdId === householdId)
        const lines = own.map((line) => accountLine(line, own))
        const lateFeeRules: Record<string, LateFeeParams | null> = {}
        for (const line of own) {
          const set = line.ruleSetId === null ? undefined : sets.get(line.ruleSetId)
          if (!set || line.feeType === lateFeeType || line.seasonCode in lateFeeRules) continue
          lateFeeRules[line.seasonCode] = lateFeeOf(set, { customerClass: line.customerClass ?? '*', priceType: line.priceType ?? '*' })
        }
        const balance = balances.get(householdId)
        return [householdId, { householdId, lines, lateFeeRules, balanceFen: balance ?? 0, hasBalanceRow: balance !== undefined }]
      }),
    )
  }
}

/** What is owed on a day: the same function for every screen and for settling. */
export function quoteAccount(account: Account, asOf: LocalDay): HouseholdQuote {
  return quoteHousehold({ asOf, lines: account.lines, lateFeeRules: account.lateFeeRules, balanceFen: account.balanceFen })
}

function accountLine(line: ChargeRow, own: readonly ChargeRow[]): AccountLine {
  const posted = own.filter((other) => other.seasonCode === line.seasonCode && other.feeType === lateFeeType && other.reversed === 0)
  const throughDays = posted.flatMap((other) => other.throughOn ?? []).sort()
  return {
    ...line,
    principalTotalFen: line.amountFen + line.answeredFen + line.reversedFen,
    lateFee: { postedFen: posted.reduce((sum, other) => sum + other.amountFen, 0), accruedThrough: throughDays.at(-1) ?? null, holds: [] },
  }
}
