import { nextOutageState, type OutageEvent } from '../../../../shared/states/heat-refund.ts'
import { fieldsOf } from '../../../../shared/tariff/fault.ts'
import { writeOnce } from '../../database/idempotency.ts'
import { lockHouseholds } from '../../database/locks.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import { type Caller, jobCaller } from '../../platform/caller.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import { findSeasons } from '../tenancy/index.ts'
import { advanceOutage, findOutage, lockOutage, type NextHouseholds, nextHouseholds, setOutageState } from './outage.repository.ts'
import type { PoorHeatDeps } from './propose-heat-refund.ts'
import { causeOf } from './record-outage.ts'
import { moved } from './transition.ts'

export const outageJob = 'poor-heat.outage.post'
const CHUNK = 50

export type OutageDecision = { readonly outageNo: string; readonly event: Exclude<OutageEvent, 'finish'> }

/** 审核停供退费 by somebody else than whoever recorded it: starts the job, or drops the event. Throws NOT_FOUND, SECOND_PERSON, OUTAGE_TRANSITION_REFUSED. */
export function decideOutage({ database, audit, queue }: PoorHeatDeps & { readonly queue: JobQueue }) {
  return ({ outageNo, event }: OutageDecision, caller: Caller): Promise<null> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const seen = await findOutage(unit, caller.scope, outageNo)
      const outage = seen && (await lockOutage(unit, tenantId, outageNo))
      if (!outage) throw notFound('这次停供')
      if (event === 'confirm' && outage.recorderId === caller.actor.id)
        throw new DomainError(403, 'SECOND_PERSON', '停供退费须由登记人以外的人审核')
      const state = moved(() => nextOutageState(outage.state, event))
      await setOutageState(unit, outage.id, state, caller.actor.name)
      if (event === 'confirm') await queue.add(unit, { tenantId, kind: outageJob, businessKey: outageNo, payload: { outageNo } })
      await audit.record(unit, caller, {
        action: `poor-heat.outage.${event}`,
        subjectKind: 'org-unit',
        subjectNo: outage.orgUnit,
        detail: { outageNo, substation: outage.substation },
        orgUnitId: outage.orgUnitId,
      })
      return null
    })
  }
}

/** The job: chunk by chunk, each whole with the mark of how far it came; a household gets its refund once, by the posting key of its lines. */
export function postOutage(deps: PoorHeatDeps) {
  return async (tenantId: number, given: unknown): Promise<void> => {
    const outageNo = String(fieldsOf(given).outageNo)
    for (;;) {
      const next = await deps.database.read((unit) => nextHouseholds(unit, tenantId, outageNo, CHUNK))
      if (!next) return
      await deps.database.write((unit) => chunk(deps, unit, { tenantId, outageNo, next }))
    }
  }
}

type Work = { readonly tenantId: number; readonly outageNo: string; readonly next: NextHouseholds }

async function chunk({ billing, audit }: PoorHeatDeps, unit: Unit, { tenantId, outageNo, next }: Work): Promise<void> {
  // Households first, as every act on money locks them; the event only then, and it is asked again how far it has come.
  const households = await lockHouseholds(unit, tenantId, next.ids)
  const outage = await lockOutage(unit, tenantId, outageNo)
  if (outage?.state !== 'posting' || outage.afterId !== next.afterId) return
  const [season] = await findSeasons(unit, tenantId, [outage.seasonId])
  if (!season) throw new Error(`outage ${outageNo} has no season`)
  let posted = 0
  let totalFen = 0
  for (const household of households) {
    const givenFen = await credited(() =>
      billing.creditHeat(unit, { tenantId, household, season, cause: causeOf(outage), refundNo: outageNo, reason: outage.reason }),
    )
    posted += givenFen > 0 ? 1 : 0
    totalFen += givenFen
  }
  await advanceOutage(unit, outage.id, {
    afterId: households.at(-1)?.id ?? outage.afterId,
    posted,
    skipped: households.length - posted,
    totalFen,
    state: households.length < CHUNK ? nextOutageState(outage.state, 'finish') : outage.state,
  })
  await audit.record(unit, jobCaller(tenantId, `停供退费 ${outageNo}`), {
    action: 'poor-heat.outage.chunk',
    subjectKind: 'org-unit',
    subjectNo: outage.orgUnit,
    detail: { outageNo, posted, totalFen },
  })
}

/** A household without a heat bill or whose notice gives nothing is passed over; the list says so. */
async function credited(work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DomainError && ['NOT_BILLED', 'NO_CREDIT_RULE'].includes(error.code)) return 0
    throw error
  }
}
