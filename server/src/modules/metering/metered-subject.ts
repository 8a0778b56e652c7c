import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import { lockHouseholds } from '../../database/locks.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { Caller } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { appendChange, findHousehold, type HouseholdRecord } from '../households/index.ts'
import { findSeasonFor, type SeasonRecord } from '../tenancy/index.ts'

export type MeteringDeps = { readonly database: Database; readonly audit: Audit }
export type MeteringSubject = { readonly household: HouseholdRecord; readonly season: SeasonRecord; readonly tenantId: number }

/** What an act on meters leaves behind in the household's history and the log. */
export type MeteringDone = {
  readonly action: 'metering.reading.enter' | 'metering.meter.replace'
  /** Of the history. */
  readonly what: string
  readonly detail: Readonly<Record<string, string | number | null>>
  readonly reason: string | null
}

/** The frame of every act on a household's meters: found in scope, locked, done once, told in history and log. Throws NOT_FOUND. */
export async function onMeters(
  { database, audit }: MeteringDeps,
  caller: Caller,
  { householdNo, seasonCode }: { readonly householdNo: string; readonly seasonCode: string },
  act: (unit: Unit, subject: MeteringSubject) => Promise<MeteringDone>,
): Promise<null> {
  const { tenantId } = caller.scope
  const { household, season } = await database.read(async (unit) => {
    const household = await findHousehold(unit, caller.scope, householdNo)
    if (!household) throw notFound('这个用热户')
    const season = await findSeasonFor(unit, tenantId, household.orgUnitId, seasonCode)
    if (!season) throw notFound('该采暖季')
    return { household, season }
  })
  return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
    await lockHouseholds(unit, tenantId, [household.id])
    const { action, what, detail, reason } = await act(unit, { household, season, tenantId })
    const after = { season: seasonCode, ...detail }
    const actorName = caller.actor.name
    await appendChange(unit, { tenantId, householdId: household.id, what, before: null, after, reason, actorName })
    await audit.record(unit, caller, {
      action,
      subjectKind: 'household',
      subjectNo: householdNo,
      detail: { ...after, reason },
      orgUnitId: household.orgUnitId,
    })
    return null
  })
}
