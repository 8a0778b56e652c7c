import type { AreaAsks } from '../../../../shared/contracts/tariffs/area-asks.ts'
import { MoreAreaFacts } from '../../../../shared/contracts/tariffs.ts'
import type { HeatedAreaFacts } from '../../../../shared/tariff/facts.ts'
import type { RuleSet } from '../../../../shared/tariff/rule-set.ts'
import type { Database } from '../../database/database.ts'
import type { Caller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import { findHousehold, pricingFacts } from '../households/index.ts'
import { findSeasonFor } from '../tenancy/index.ts'
import { asksFor } from './asked-facts.ts'
import { findSeasonVersions } from './season-versions.repository.ts'
import { listRuleSets } from './tariffs.repository.ts'

export type AreaAsksWish = { readonly householdNo: string; readonly seasonCode: string }
const moreFacts = Object.keys(MoreAreaFacts.shape) as (keyof MoreAreaFacts & keyof HeatedAreaFacts)[]

/** What published rules ask of each area of a household beside its size, and what is recorded of it. Throws NOT_FOUND, NO_SEASON_RECORD. */
export function readAreaAsks({ database, clock }: { readonly database: Database; readonly clock: Clock }) {
  return (caller: Caller, { householdNo, seasonCode }: AreaAsksWish): Promise<AreaAsks> =>
    database.read(async (unit) => {
      const { tenantId } = caller.scope
      const household = await findHousehold(unit, caller.scope, householdNo)
      if (!household) throw notFound('这个用热户')
      const season = await findSeasonFor(unit, tenantId, household.orgUnitId, seasonCode)
      if (!season) throw notFound('该采暖季')
      const [own] = await pricingFacts(unit, { tenantId, householdIds: [household.id], seasonId: season.id })
      if (!own) throw new DomainError(409, 'NO_SEASON_RECORD', `该用热户没有 ${seasonCode} 采暖季的面积资料`)
      const { id: seasonId, startsOn, endsOn } = season
      const wanted = {
        tenantId,
        seasonId,
        startsOn,
        endsOn,
        orgUnitIds: [household.orgUnitId],
        on: clock.today(),
        publishedBy: clock.now(),
      }
      const ids = (await findSeasonVersions(unit, wanted)).get(household.orgUnitId) ?? []
      const sets = await listRuleSets(unit, ids)
      return { householdNo, seasonCode, areas: own.areas.map((area) => areaAsks(sets, area)) }
    })
}

function areaAsks(sets: readonly RuleSet[], area: HeatedAreaFacts): AreaAsks['areas'][number] {
  const { areaNo, name, customerClass, priceType } = area
  const asks = sets.flatMap((set) => asksFor(set, { customerClass, priceType })).filter(({ fact }) => moreFacts.some((one) => one === fact))
  const recorded = Object.fromEntries(moreFacts.flatMap((fact) => (area[fact] === undefined ? [] : [[fact, area[fact]]])))
  return { areaNo, name, asks: [...new Map(asks.map((ask) => [ask.fact, ask])).values()], more: recorded }
}
