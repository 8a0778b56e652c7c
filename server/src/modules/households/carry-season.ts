import { fieldsOf } from '../../../../shared/tariff/fault.ts'
import type { Database } from '../../database/database.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { JobHandler } from '../../jobs/handler.ts'
import { jobCaller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Audit } from '../audit/index.ts'
import { advanceCarry, type Carry, findCarry, finishCarry, lockCarry } from '../tenancy/index.ts'
import { type CarriedSeason, copyRecords, countWaiting, listWaiting } from './carry-season.repository.ts'

const CHUNK = 500

export type CarryDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly audit: Audit
  /** Households in one transaction. */
  readonly chunk?: number
}

/**
 * 结转用热户资料: areas and status of every household into the next season, a chunk in one transaction that also moves the mark. Killed at any
 * point it goes on there; who has a record of the season already is left alone.
 */
export function carryHouseholds({ database, clock, audit, chunk = CHUNK }: CarryDeps) {
  return async (tenantId: number, payload: unknown): Promise<void> => {
    const found = await database.read((unit) => findCarry(unit, tenantId, String(fieldsOf(payload).carryNo)))
    if (!found || found.state === 'done') return
    if (found.state === 'queued') await database.write((unit) => begin(unit, found))
    const ids = { household_seasons: chunk, heated_areas: 4 * chunk, household_changes: chunk }
    while (await database.write((unit) => carryChunk(unit, found, chunk), { ids }));
    await database.write(async (unit) => {
      const carry = await lockCarry(unit, found)
      if (!carry) return
      await finishCarry(unit, carry.id, clock.now())
      await audit.record(unit, jobCaller(tenantId, `结转 ${carry.carryNo}`), {
        action: 'tenancy.season.carried',
        subjectKind: 'season',
        subjectNo: carry.seasonCode,
        detail: { fromSeason: carry.fromSeason, households: carry.doneCount },
        orgUnitId: carry.seasonUnitId,
      })
    })
  }
}

async function begin(unit: Unit, found: Carry): Promise<void> {
  const carry = await lockCarry(unit, found)
  if (carry?.state === 'queued')
    await advanceCarry(unit, carry.id, { afterId: 0, done: 0, total: await countWaiting(unit, seasonOf(carry)) })
}

/** False when nobody is left. */
async function carryChunk(unit: Unit, found: Carry, chunk: number): Promise<boolean> {
  const carry = await lockCarry(unit, found)
  if (!carry) return false
  const season = seasonOf(carry)
  const records = await listWaiting(unit, season, carry.afterId, chunk)
  const last = records.at(-1)
  if (!last) return false
  await copyRecords(unit, season, records, { keepStops: carry.keepStops === 1, fromSeason: carry.fromSeason, actorName: carry.actorName })
  await advanceCarry(unit, carry.id, { afterId: last.householdId, done: records.length })
  return true
}

function seasonOf({ tenantId, fromSeasonId, seasonId, seasonCode, seasonUnitId }: Carry): CarriedSeason {
  return { tenantId, fromSeasonId, seasonId, seasonCode, seasonUnitId }
}

export function householdSeasonJobs(deps: CarryDeps): readonly JobHandler[] {
  const carry = carryHouseholds(deps)
  return [{ kind: 'households.season.carry', title: '结转用热户资料', handle: (job) => carry(job.tenantId, job.payload) }]
}
