import type { RuleSetRemark, TryRuleSet } from '../../../../shared/contracts/tariffs.ts'
import { priceSeason, priceSeasonByVersions, type SeasonPrice } from '../../../../shared/tariff/engine.ts'
import type { SeasonFacts, TariffFacts } from '../../../../shared/tariff/facts.ts'
import type { FeeNames } from '../../../../shared/tariff/fee-names.ts'
import type { RuleSet } from '../../../../shared/tariff/rule-set.ts'
import type { Database } from '../../database/database.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { Caller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { notFound } from '../../platform/domain-error.ts'
import { findHousehold, pricingFacts } from '../households/index.ts'
import { findSeasonFor, findUnitByCode, type SeasonRecord } from '../tenancy/index.ts'
import { listFeeTypes } from './fee-type.repository.ts'
import { judgeRuleSet } from './judge-rule-set.ts'
import { listPublished } from './rule-set-file.repository.ts'
import { findSeasonVersions } from './season-versions.repository.ts'
import { listRuleSets } from './tariffs.repository.ts'

/** What a household is charged for a season by its posted bill, without late fee, in fen; null without a bill. A report answers it. */
export type BilledCharge = (
  unit: ReadUnit,
  wanted: { readonly tenantId: number; readonly householdId: number; readonly seasonId: number },
) => Promise<number | null>

export type TryDeps = { readonly database: Database; readonly clock: Clock; readonly billedCharge: BilledCharge }

export type Tried = {
  readonly faults: readonly RuleSetRemark[]
  readonly questions: readonly RuleSetRemark[]
  readonly facts: TariffFacts | null
  /** Null while the rules have faults or nobody was chosen. */
  readonly price: SeasonPrice | null
  readonly refusals: readonly string[]
  readonly today: { readonly by: 'bill' | 'rules'; readonly totalFen: number } | null
  readonly feeNames: FeeNames
}

type Asked = { readonly facts: TariffFacts | null; readonly refusal: string | null; readonly today: Tried['today'] }

/** 试算: what rules still being written would charge. Reads, computes, writes nothing. Throws NOT_FOUND. */
export function tryRuleSet({ database, clock, billedCharge }: TryDeps) {
  return async (caller: Caller, { orgUnit, seasonCode, version, content, subject }: TryRuleSet): Promise<Tried> => {
    // Shapes were checked by the contract; values are checked by the engine, which takes nothing on trust.
    const ruleSet = { ...content, version, seasonCode } as RuleSet
    const { judgement, asked, feeTypes } = await database.read(async (unit) => {
      const { tenantId } = caller.scope
      const place = await findUnitByCode(unit, caller.scope, orgUnit)
      if (!place) throw notFound('该组织')
      const season = await findSeasonFor(unit, tenantId, place.id, seasonCode)
      if (!season) throw notFound('该采暖季')
      const published = (await listPublished(unit, { orgUnitId: place.id, seasonCode })).filter((one) => one.version !== version)
      const asked = await factsOf(unit, caller, season, subject)
      const feeTypes = await listFeeTypes(unit, tenantId)
      return {
        judgement: judgeRuleSet(ruleSet, { startsOn: season.startsOn, endsOn: season.endsOn, published, feeTypes }),
        asked,
        feeTypes,
      }
    })
    const { faults, unserved, questions } = judgement
    const price = faults.length === 0 && asked.facts ? priceSeason(asked.facts, ruleSet) : null
    return {
      faults: [...faults, ...unserved],
      questions,
      facts: asked.facts,
      price,
      refusals: [...(asked.refusal ? [asked.refusal] : []), ...(price?.faults.map(({ message }) => message) ?? [])],
      today: asked.today,
      feeNames: new Map(feeTypes.map(({ code, name }) => [code, name])),
    }
  }

  async function factsOf(unit: ReadUnit, caller: Caller, season: SeasonRecord, subject: TryRuleSet['subject']): Promise<Asked> {
    if (subject === null) return { facts: null, refusal: null, today: null }
    const seasonFacts: SeasonFacts = { code: season.code, startsOn: season.startsOn, endsOn: season.endsOn, days: season.days }
    if (subject.kind === 'facts') {
      const { areas, quantities } = subject
      return { facts: { season: seasonFacts, areas, ...(quantities ? { quantities } : {}) } as TariffFacts, refusal: null, today: null }
    }
    const household = await findHousehold(unit, caller.scope, subject.householdNo)
    if (!household) throw notFound('该用热户')
    const wanted = { tenantId: caller.scope.tenantId, householdId: household.id, seasonId: season.id }
    const [own] = await pricingFacts(unit, { ...wanted, householdIds: [household.id] })
    if (!own) return { facts: null, refusal: `该用热户没有 ${season.code} 采暖季的面积资料`, today: null }
    if (own.status === 'not-connected') return { facts: null, refusal: '该用热户本采暖季未接通供热', today: null }
    const facts: TariffFacts = { season: seasonFacts, areas: own.areas, ...(own.quantities ? { quantities: own.quantities } : {}) }
    return { facts, refusal: null, today: await chargedToday(unit, wanted, household.orgUnitId, facts) }
  }

  async function chargedToday(
    unit: ReadUnit,
    wanted: { readonly tenantId: number; readonly householdId: number; readonly seasonId: number },
    orgUnitId: number,
    facts: TariffFacts,
  ): Promise<Tried['today']> {
    const billed = await billedCharge(unit, wanted)
    if (billed !== null) return { by: 'bill', totalFen: billed }
    const { tenantId, seasonId } = wanted
    const { startsOn, endsOn } = facts.season
    const inSeason = { tenantId, seasonId, orgUnitIds: [orgUnitId], startsOn, endsOn, on: clock.today(), publishedBy: clock.now() }
    const ids = (await findSeasonVersions(unit, inSeason)).get(orgUnitId) ?? []
    const price = ids.length > 0 ? priceSeasonByVersions(facts, await listRuleSets(unit, ids)) : null
    return price && price.faults.length === 0 ? { by: 'rules', totalFen: price.totalFen } : null
  }
}
