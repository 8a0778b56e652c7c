import { seasonDays } from '../../../../shared/calendar/season.ts'
import type { CarrySeason, PlanSeason, SeasonName } from '../../../../shared/contracts/tenancy/seasons.ts'
import { season as machine } from '../../../../shared/states/season.ts'
import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { unlessTaken } from '../../database/unless-taken.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { Caller } from '../../platform/caller.ts'
import { invalid } from '../../platform/check-input.ts'
import type { Clock } from '../../platform/clock.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { findSeasonFor, insertSeason, type SeasonRecord } from './season.repository.ts'
import { type CarryKind, insertCarry, listCarries } from './season-carry.repository.ts'
import { findUnitByCode } from './tenancy.repository.ts'

export type SeasonDeps = { readonly database: Database; readonly audit: Audit; readonly clock: Clock; readonly queue: JobQueue }

/**
 * 筹备新采暖季: the season in state planned, and what it takes over as jobs. Throws NOT_FOUND, INVALID, SEASON_EXISTS,
 * CARRY_SOURCE_MISSING, CARRY_SOURCE_LATER.
 */
export function planSeason({ database, ...deps }: SeasonDeps) {
  return (caller: Caller, { orgUnit, seasonCode, startsOn, endsOn, days, carry }: PlanSeason): Promise<SeasonName> => {
    const { tenantId } = caller.scope
    return unlessTaken(
      () =>
        writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
          const place = await findUnitByCode(unit, caller.scope, orgUnit)
          if (!place) throw notFound('该组织')
          if (place.closedAt !== null) throw invalid('采暖季有误', [{ path: 'orgUnit', message: `${place.name} 已停用` }])
          const all = days ?? seasonDays(startsOn, endsOn)
          if (all > seasonDays(startsOn, endsOn))
            throw invalid('采暖季有误', [{ path: 'days', message: '计费天数不能多于起止日期之间的天数' }])
          const planned = { orgUnitId: place.id, code: seasonCode, startsOn, endsOn, days: all, state: machine.initial }
          const id = await insertSeason(unit, tenantId, planned)
          if (carry) await carryOver(deps, unit, caller, { id, ...planned }, carry)
          await deps.audit.record(unit, caller, {
            action: 'tenancy.season.plan',
            subjectKind: 'season',
            subjectNo: seasonCode,
            detail: { orgUnit, startsOn, endsOn, days: all, ...(carry ? { carry } : {}) },
            orgUnitId: place.id,
          })
          return { orgUnit, code: seasonCode }
        }),
      () => new DomainError(409, 'SEASON_EXISTS', `该组织已有 ${seasonCode} 采暖季`),
    )
  }
}

/** Writes what is to be carried and its jobs. Call it with the season locked or just made. Throws CARRY_SOURCE_MISSING, CARRY_SOURCE_LATER, CARRY_RUNNING. */
export async function carryOver(
  { queue, clock }: Pick<SeasonDeps, 'queue' | 'clock'>,
  unit: Unit,
  caller: Caller,
  season: SeasonRecord,
  { fromSeason, households, keepStops, ruleSets }: CarrySeason,
): Promise<void> {
  const { tenantId } = caller.scope
  const source = await findSeasonFor(unit, tenantId, season.orgUnitId, fromSeason)
  if (!source) throw new DomainError(409, 'CARRY_SOURCE_MISSING', `该组织没有 ${fromSeason} 采暖季，无从结转`)
  if (source.startsOn >= season.startsOn) throw new DomainError(409, 'CARRY_SOURCE_LATER', '只能从更早的采暖季结转')
  if ((await listCarries(unit, tenantId, season.id)).some(({ state }) => state !== 'done'))
    throw new DomainError(409, 'CARRY_RUNNING', '上一次结转还没有完成，请等它完成后再操作')
  const wanted: readonly CarryKind[] = [...(households ? ['households' as const] : []), ...(ruleSets ? ['rule-sets' as const] : [])]
  for (const what of wanted) {
    const carryNo = businessNumber('Z', clock)
    const { id: actorId, name: actorName } = caller.actor
    await insertCarry(unit, { tenantId, carryNo, seasonId: season.id, fromSeasonId: source.id, what, keepStops, actorId, actorName })
    const kind = what === 'households' ? 'households.season.carry' : 'tariffs.season.carry'
    await queue.add(unit, { tenantId, kind, businessKey: carryNo, payload: { carryNo } })
  }
}
