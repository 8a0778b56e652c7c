import type { SeasonFile } from '../../../../shared/contracts/tenancy/seasons.ts'
import type { Database } from '../../database/database.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import { findVisibleSeason, type HeldSeason } from './season.repository.ts'
import { type Carry, listCarries } from './season-carry.repository.ts'
import type { SeasonFacts } from './season-facts.ts'
import { findUnitByCode } from './tenancy.repository.ts'

/** One season with its numbers in the caller's units, what was carried into it and what stands in the way of closing it. Throws NOT_FOUND. */
export function readSeason({ database, facts }: { readonly database: Database; readonly facts: SeasonFacts }) {
  return (caller: Pick<StaffCaller, 'scope'>, unitCode: string, seasonCode: string): Promise<SeasonFile> =>
    database.read(async (unit) => {
      const season = await findVisibleSeason(unit, caller.scope, unitCode, seasonCode)
      if (!season) throw notFound('该采暖季')
      const { tenantId } = caller.scope
      const own = (await findUnitByCode(unit, caller.scope, season.orgUnit)) !== null
      const numbers = await facts.numbersOf(unit, caller.scope, season)
      const carries = await listCarries(unit, tenantId, season.id)
      const { orgUnit, orgUnitName, code, startsOn, endsOn, days, state, version } = season
      return {
        ...{ orgUnit, orgUnitName, code, startsOn, endsOn, days, state, version },
        may: own ? actsOn(season, numbers, carries) : [],
        numbers,
        carries: carries.map(presentCarry),
        obstacles: [...(await facts.underWay(unit, tenantId, season.id))],
      }
    })
}

function actsOn({ state }: HeldSeason, { ruleSetsPublished }: SeasonFile['numbers'], carries: readonly Carry[]): SeasonFile['may'] {
  const quiet = carries.every((carry) => carry.state === 'done')
  return [
    ...(state === 'planned' && ruleSetsPublished === 0 ? (['edit'] as const) : []),
    ...(state !== 'closed' && quiet ? (['carry'] as const) : []),
    ...(state === 'planned' && quiet ? (['open'] as const) : []),
    ...(state === 'open' ? (['close'] as const) : []),
    ...(state === 'closed' ? (['reopen'] as const) : []),
  ]
}

function presentCarry(carry: Carry): SeasonFile['carries'][number] {
  const { carryNo, what, fromSeason, state, totalCount, doneCount, actorName } = carry
  const iso = (at: number) => new Date(at).toISOString()
  return {
    ...{ carryNo, what, fromSeason, state, totalCount, doneCount },
    keepStops: carry.keepStops === 1,
    by: actorName,
    at: iso(carry.createdAt),
    finishedAt: carry.finishedAt === null ? null : iso(carry.finishedAt),
  }
}
