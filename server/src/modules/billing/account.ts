import { discountRuleOf } from '../../../../shared/billing/discount-rule.ts'
import type { LateFeeTerms } from '../../../../shared/billing/late-fee.ts'
import { lateFeeRuleOf } from '../../../../shared/billing/late-fee-rule.ts'
import type { OpenLine } from '../../../../shared/billing/open-line.ts'
import { type HouseholdQuote, quoteHousehold } from '../../../../shared/billing/quote.ts'
import type { Discounts, SeasonDiscountRule } from '../../../../shared/billing/season-discount.ts'
import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import { lateFeeType } from '../../../../shared/tariff/rule-set.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { StoredRuleSet, Tariffs } from '../tariffs/index.ts'
import { type ChargeRow, readOpenSeasons } from './account.repository.ts'
import { type HoldRow, listHolds } from './late-fee-hold.repository.ts'

/** A charge line with what posting on it needs. */
export type AccountLine = OpenLine &
  Pick<
    ChargeRow,
    | 'householdId'
    | 'seasonId'
    | 'billId'
    | 'issuedOn'
    | 'payerKind'
    | 'legalEntityId'
    | 'areaNo'
    | 'customerClass'
    | 'priceType'
    | 'ruleSetId'
    | 'orgUnitId'
  >

/** What a household owes and has: read after the lock when anything is decided on it. */
export type Account = {
  readonly householdId: number
  readonly lines: readonly AccountLine[]
  /** By season code. */
  readonly lateFeeRules: Readonly<Record<string, LateFeeTerms | null>>
  /** By season code: where the rule stands, for the line that is posted by it. */
  readonly lateFeeSources: Readonly<Record<string, RuleSource>>
  /** By season code, whatever the channel. */
  readonly discountRules: Discounts['rules']
  readonly discountSources: Readonly<Record<string, RuleSource>>
  readonly balanceFen: Fen
  /** False before the first balance move: the projection row does not exist yet. */
  readonly hasBalanceRow: boolean
}

/** Late fee and discount of a household's season follow one rule: that of its first charge. */
export type RuleSource = {
  readonly ruleSetId: number
  readonly ruleKind: string
  readonly customerClass: string
  readonly priceType: string
}

/** Reads the accounts of these households: one statement, three when a rule set is met for the first time, one more with a held late fee. */
export function readAccounts(tariffs: Tariffs) {
  return async (unit: ReadUnit, householdIds: readonly number[]): Promise<ReadonlyMap<number, Account>> => {
    const { charges, balances } = await readOpenSeasons(unit, householdIds)
    const held = charges.flatMap(({ householdId, holdCount }) => (holdCount > 0 ? householdId : []))
    const holds = held.length > 0 ? await listHolds(unit, [...new Set(held)]) : []
    const sets = await tariffs.ruleSets(
      unit,
      charges.flatMap((line) => line.ruleSetId ?? []),
    )
    return new Map(
      [...new Set(householdIds)].map((householdId) => {
        const own = charges.filter((line) => line.householdId === householdId)
        const lines = own.map((line) => accountLine(line, own, holds))
        const lateFee = lateFeeOfSeasons(own, sets)
        const discounts = discountsOfSeasons(own, sets)
        const balance = balances.get(householdId)
        return [
          householdId,
          { householdId, lines, ...lateFee, ...discounts, balanceFen: balance ?? 0, hasBalanceRow: balance !== undefined },
        ]
      }),
    )
  }
}

type LateFeeOfSeasons = Pick<Account, 'lateFeeRules' | 'lateFeeSources'>
type ChargedBy = Pick<ChargeRow, 'seasonCode' | 'feeType' | 'ruleSetId' | 'customerClass' | 'priceType'>

/** The late-fee rule of each season by the lines charged in it, oldest first. */
export function lateFeeOfSeasons(lines: readonly ChargedBy[], sets: ReadonlyMap<number, StoredRuleSet>): LateFeeOfSeasons {
  const lateFeeRules: Record<string, LateFeeTerms | null> = {}
  const lateFeeSources: Record<string, RuleSource> = {}
  for (const { seasonCode, feeType, ruleSetId, ...customer } of lines) {
    const set = ruleSetId === null ? undefined : sets.get(ruleSetId)
    if (!set || feeType === lateFeeType || seasonCode in lateFeeRules) continue
    const customerClass = customer.customerClass ?? '*'
    const priceType = customer.priceType ?? '*'
    const rule = lateFeeRuleOf(set, { customerClass, priceType })
    lateFeeRules[seasonCode] = rule?.params ?? null
    if (rule) lateFeeSources[seasonCode] = { ruleSetId: set.id, ruleKind: rule.kind, customerClass, priceType }
  }
  return { lateFeeRules, lateFeeSources }
}

/** The discount of each season, for the customer its first charge was made for. */
export function discountsOfSeasons(
  lines: readonly ChargedBy[],
  sets: ReadonlyMap<number, StoredRuleSet>,
): Pick<Account, 'discountRules' | 'discountSources'> {
  const discountRules: Record<string, SeasonDiscountRule> = {}
  const discountSources: Record<string, RuleSource> = {}
  const judged = new Set<string>()
  for (const { seasonCode, feeType, ruleSetId, ...customer } of lines) {
    const set = ruleSetId === null ? undefined : sets.get(ruleSetId)
    if (!set || feeType === lateFeeType || judged.has(seasonCode)) continue
    judged.add(seasonCode)
    const customerClass = customer.customerClass ?? '*'
    const priceType = customer.priceType ?? '*'
    const rule = discountRuleOf(set, { customerClass, priceType })
    if (!rule) continue
    discountRules[seasonCode] = { rule: rule.params, noticeNo: set.notice.no, feeType: rule.feeType }
    discountSources[seasonCode] = { ruleSetId: set.id, ruleKind: rule.kind, customerClass, priceType }
  }
  return { discountRules, discountSources }
}

/**
 * What is owed on a day: the same function for every screen and for settling. With a channel the discount is taken off that paying
 * everything by it on that day would earn.
 */
export function quoteAccount(account: Account, asOf: LocalDay, by: string | Discounts | null): HouseholdQuote {
  const { lines, lateFeeRules, balanceFen } = account
  const more = by === null || typeof by === 'string' ? discountsBy(account, by) : { discounts: by }
  return quoteHousehold({ asOf, lines, lateFeeRules, balanceFen, ...more })
}

/** The discounts of an account for money that comes by a channel. */
export function discountsBy({ discountRules }: Account, channel: string | null): { readonly discounts?: Discounts } {
  return channel === null ? {} : { discounts: { rules: discountRules, channel } }
}

function accountLine(line: ChargeRow, own: readonly ChargeRow[], holds: readonly HoldRow[]): AccountLine {
  const posted = own.filter((other) => other.seasonCode === line.seasonCode && other.feeType === lateFeeType)
  const throughDays = posted.flatMap((other) => other.throughOn ?? []).sort()
  const ownHolds = holds
    .filter(({ householdId, seasonCode }) => householdId === line.householdId && seasonCode === line.seasonCode)
    .map(({ startsOn, endsOn }) => ({ from: startsOn, to: endsOn }))
  return {
    ...line,
    rank: line.allocationRank ?? 0,
    customer: customerOf(line),
    shared: line.sharedWith > 0,
    principalTotalFen: line.amountFen + line.answeredFen,
    lateFee: {
      postedFen: posted.reduce((sum, other) => sum + other.amountFen, 0),
      accruedThrough: throughDays.at(-1) ?? null,
      holds: ownHolds,
    },
  }
}

/** What a discount may except. */
export function customerOf({ customerClass, priceType }: Pick<ChargeRow, 'customerClass' | 'priceType'>): string | null {
  return [customerClass, priceType].includes('low-income') ? 'low-income' : null
}
