import { seasonDays } from '../../../../shared/calendar/season.ts'
import type { Database } from '../../database/database.ts'
import { unlessTaken } from '../../database/unless-taken.ts'
import type { Caller } from '../../platform/caller.ts'
import { checked, invalid } from '../../platform/check-input.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { SeasonInput } from './inputs.ts'
import { insertSeason } from './season.repository.ts'
import { findUnitByCode } from './tenancy.repository.ts'

/** 采暖季 of a unit and everything below it. Throws INVALID, SEASON_EXISTS. */
export function createSeason({ database, audit }: { readonly database: Database; readonly audit: Audit }) {
  return async (caller: Caller, given: SeasonInput): Promise<{ readonly seasonId: number }> => {
    const { orgUnitCode, code, startsOn, endsOn, days, state } = checked(SeasonInput, given, '采暖季有误')
    return unlessTaken(
      () =>
        database.write(async (unit) => {
          const place = await findUnitByCode(unit, caller.scope, orgUnitCode)
          if (!place) throw invalid('采暖季有误', [{ path: 'orgUnitCode', message: `没有找到组织 ${orgUnitCode}` }])
          const season = { orgUnitId: place.id, code, startsOn, endsOn, days: days ?? seasonDays(startsOn, endsOn), state }
          const seasonId = await insertSeason(unit, caller.scope.tenantId, season)
          await audit.record(unit, caller, {
            action: 'tenancy.season.create',
            subjectKind: 'season',
            subjectNo: code,
            detail: { orgUnit: orgUnitCode, startsOn, endsOn, days: season.days },
            orgUnitId: place.id,
          })
          return { seasonId }
        }),
      () => new DomainError(409, 'SEASON_EXISTS', `该组织已有 ${code} 采暖季`),
    )
  }
}
