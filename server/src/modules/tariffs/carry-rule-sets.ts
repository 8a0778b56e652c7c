import { fieldsOf } from '../../../../shared/tariff/fault.ts'
import type { Database } from '../../database/database.ts'
import type { JobHandler } from '../../jobs/handler.ts'
import type { Caller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { advanceCarry, type Carry, findCarry, findSeasonFor, finishCarry, lockCarry } from '../tenancy/index.ts'
import { type LastVersion, listUnfollowed } from './carry-rule-sets.repository.ts'
import type { createRuleSetDraft } from './create-rule-set-draft.ts'
import { listRuleSets } from './tariffs.repository.ts'

export type CarryPricesDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly createDraft: ReturnType<typeof createRuleSetDraft>
}

/**
 * 结转价目: each unit's last published prices become a draft of the next season, dates moved, in the name of whoever asked, so that somebody else must
 * publish them. A unit that has begun its prices of the season is left alone, which also makes a second run harmless.
 */
export function carryRuleSets({ database, clock, createDraft }: CarryPricesDeps) {
  return async (tenantId: number, payload: unknown): Promise<void> => {
    const carry = await database.read((unit) => findCarry(unit, tenantId, String(fieldsOf(payload).carryNo)))
    if (!carry || carry.state === 'done') return
    const waiting = await database.read((unit) => livingBy(carry, listUnfollowed(unit, carry), unit))
    if (carry.state === 'queued')
      await database.write((unit) => advanceCarry(unit, carry.id, { afterId: 0, done: 0, total: waiting.length }))
    for (const last of waiting) {
      const [ruleSet] = await database.read((unit) => listRuleSets(unit, [last.id]))
      if (!ruleSet) continue
      await createDraft(callerOf(carry, last), {
        orgUnit: last.orgUnit,
        seasonCode: carry.seasonCode,
        start: { from: 'copy', of: { orgUnit: last.orgUnit, seasonCode: carry.fromSeason, version: last.version } },
        notice: ruleSet.notice,
      })
      await database.write((unit) => advanceCarry(unit, carry.id, { afterId: last.orgUnitId, done: 1 }))
    }
    await database.write(async (unit) => {
      if (await lockCarry(unit, carry)) await finishCarry(unit, carry.id, clock.now())
    })
  }
}

/** A unit below may have a season of its own of that name: its prices are its own business. */
async function livingBy(
  { tenantId, seasonCode, seasonId }: Carry,
  found: Promise<readonly LastVersion[]>,
  unit: Parameters<typeof findSeasonFor>[0],
): Promise<readonly LastVersion[]> {
  const kept: LastVersion[] = []
  for (const last of await found) if ((await findSeasonFor(unit, tenantId, last.orgUnitId, seasonCode))?.id === seasonId) kept.push(last)
  return kept
}

function callerOf({ tenantId, actorId, actorName }: Carry, { orgUnitId }: LastVersion): Caller {
  return {
    actor: { kind: actorId === null ? 'job' : 'staff', id: actorId, name: actorName },
    scope: { tenantId, unitIds: [orgUnitId] },
    requestId: null,
    ip: null,
    key: null,
  }
}

export function ruleSetSeasonJobs(deps: CarryPricesDeps): readonly JobHandler[] {
  const carry = carryRuleSets(deps)
  return [{ kind: 'tariffs.season.carry', title: '结转价目', handle: (job) => carry(job.tenantId, job.payload) }]
}
