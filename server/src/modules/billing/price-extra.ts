import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import type { PreviewExtraCharge } from '../../../../shared/contracts/billing/extra-charges.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import { priceSeason } from '../../../../shared/tariff/engine.ts'
import type { Rule, RuleSet } from '../../../../shared/tariff/rule-set.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { type PricingFacts, pricingFacts } from '../households/index.ts'
import type { Tariffs } from '../tariffs/index.ts'
import type { SeasonRecord } from '../tenancy/index.ts'
import { tariffFactsOf } from './tariff-facts.ts'

/** A line charged by hand, before it is posted. Steps are canonical, empty where a person typed the amount. */
export type ExtraLine = { readonly areaNo: number | null; readonly amountFen: Fen; readonly steps: string }
export type ExtraWish = Pick<PreviewExtraCharge, 'feeType' | 'by'> & {
  readonly tenantId: number
  readonly householdId: number
  readonly orgUnitId: number
  readonly season: SeasonRecord
  readonly today: LocalDay
  readonly now: number
}

/** Kinds that charge something beside the heat: the shapes a fee type can have. */
type FeeRule = Extract<Rule, { kind: 'fixed-fee@1' | 'quantity-fee@1' | 'percent-fee@1' | 'area-fee@1' }>
const isFeeRule = (rule: Rule): rule is FeeRule => ['fixed-fee@1', 'quantity-fee@1', 'percent-fee@1', 'area-fee@1'].includes(rule.kind)

/**
 * What an extra charge comes to: the amount a person typed, or what the rule published for the fee type makes of the household and of a
 * number given. Throws NO_SEASON_RECORD, NO_RULE, QUANTITY_NEEDED, CANNOT_PRICE.
 */
export function priceExtra(tariffs: Tariffs) {
  return async (unit: ReadUnit, wish: ExtraWish): Promise<readonly ExtraLine[]> => {
    const { by, feeType, season } = wish
    if (by.kind === 'typed') return [{ areaNo: null, amountFen: by.amountFen, steps: '[]' }]
    const [facts] = await pricingFacts(unit, { tenantId: wish.tenantId, householdIds: [wish.householdId], seasonId: season.id })
    if (!facts) throw new DomainError(409, 'NO_SEASON_RECORD', `该用热户没有 ${season.code} 采暖季的面积资料`)
    const ruleSet = await inForce(unit, wish)
    const rules = ruleSet?.rules.filter((rule) => rule.feeType === feeType && isFeeRule(rule)) ?? []
    if (!ruleSet || rules.length === 0) throw new DomainError(409, 'NO_RULE', '本采暖季的价目里没有这种费用的收费规则，请直接填写金额')
    return priced(facts, season, ruleSet, rules as readonly FeeRule[], by.milli)
  }

  /** The version in force today; the first one before the season begins. */
  async function inForce(unit: ReadUnit, { tenantId, season, orgUnitId, today, now }: ExtraWish): Promise<RuleSet | undefined> {
    const { id: seasonId, startsOn, endsOn } = season
    const wanted = { tenantId, seasonId, orgUnitIds: [orgUnitId], startsOn, endsOn, on: today, publishedBy: now }
    const ids = (await tariffs.findSeasonVersions(unit, wanted)).get(orgUnitId) ?? []
    const sets = [...(await tariffs.ruleSets(unit, ids)).values()].toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
    return sets.findLast(({ validFrom }) => validFrom <= today) ?? sets[0]
  }
}

function priced(
  facts: PricingFacts,
  season: SeasonRecord,
  ruleSet: RuleSet,
  rules: readonly FeeRule[],
  milli: number | undefined,
): ExtraLine[] {
  const counted = rules.flatMap((rule) => ('quantity' in rule.params && rule.params.quantity !== undefined ? rule.params.quantity : []))
  if (counted.length > 0 && milli === undefined) throw new DomainError(422, 'QUANTITY_NEEDED', '请填写数量')
  const quantities = { ...facts.quantities, ...Object.fromEntries(counted.map((name) => [name, milli ?? 0])) }
  const { code: seasonCode, startsOn, endsOn, days } = season
  const price = priceSeason(tariffFactsOf({ seasonCode, startsOn, endsOn, days }, { areas: facts.areas, quantities }), ruleSet)
  const reasons = price.faults.map(({ message }) => message)
  const lines = price.lines.filter(
    ({ feeType, amountFen, ruleKind }) => amountFen > 0 && rules.some((rule) => rule.feeType === feeType && rule.kind === ruleKind),
  )
  if (lines.length === 0) throw new DomainError(422, 'CANNOT_PRICE', `按价目算不出这种费用：${reasons.join('；') || '金额为 0'}`)
  return lines.map(({ areaNo, amountFen, steps }) => ({ areaNo, amountFen, steps: canonicalJson(steps) }))
}
