import type { SettleMany } from '../../../../shared/contracts/metering.ts'
import { fieldsOf } from '../../../../shared/tariff/fault.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import { businessNumber } from '../../platform/business-number.ts'
import { type Caller, jobCaller } from '../../platform/caller.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import { findSeasonFor, findUnitByCode } from '../tenancy/index.ts'
import type { CorrectionDeps } from './correct-season.ts'
import { listUnsettled } from './metered-lines.repository.ts'
import { METERED_KIND, settleMetering } from './settle-metering.ts'

export const settleMeteringsJob = 'billing.metering.settle'
const CHUNK = 100

type ManyDeps = CorrectionDeps & { readonly queue: JobQueue }

/** 批量计量结算: starts the job that settles every metered household of a unit whose readings are complete. Throws NOT_FOUND. */
export function startMeterSettlements({ database, queue, clock, audit }: ManyDeps) {
  return ({ seasonCode, orgUnit: code }: SettleMany, caller: Caller): Promise<{ readonly settlementNo: string }> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const orgUnit = await findUnitByCode(unit, caller.scope, code)
      const season = orgUnit && (await findSeasonFor(unit, tenantId, orgUnit.id, seasonCode))
      if (!orgUnit || !season) throw notFound('该组织的采暖季')
      const settlementNo = businessNumber('MS', clock)
      const payload = { settlementNo, seasonCode, seasonId: season.id, orgUnitId: orgUnit.id }
      await queue.add(unit, { tenantId, kind: settleMeteringsJob, businessKey: settlementNo, payload })
      await audit.record(unit, caller, {
        action: 'billing.metering.settle-many',
        subjectKind: 'org-unit',
        subjectNo: code,
        detail: { settlementNo, seasonCode },
        orgUnitId: orgUnit.id,
      })
      return { settlementNo }
    })
  }
}

/**
 * The job: one household after the other, each in its own transaction, so that it goes on wherever it was killed: whoever is settled is not asked again.
 * Whose readings are not complete is left out; the list of metered households says what is missing.
 */
export function runMeterSettlements(deps: ManyDeps) {
  const settle = settleMetering(deps)
  return async (tenantId: number, given: unknown): Promise<void> => {
    const { settlementNo, seasonCode, seasonId, orgUnitId } = fieldsOf(given)
    const caller = { ...jobCaller(tenantId, `计量结算 ${String(settlementNo)}`), scope: { tenantId, unitIds: [Number(orgUnitId)] } }
    const wanted = { tenantId, seasonId: Number(seasonId), orgUnitId: Number(orgUnitId), ruleKind: METERED_KIND, limit: CHUNK }
    for (let afterId = Number.MIN_SAFE_INTEGER; ; ) {
      const found = await deps.database.read((unit) => listUnsettled(unit, { ...wanted, afterId }))
      for (const { householdNo } of found) {
        try {
          await settle({ householdNo, seasonCode: String(seasonCode), seen: 'unseen' }, caller)
        } catch (error) {
          if (!(error instanceof DomainError)) throw error
        }
      }
      const last = found.at(-1)
      if (!last) return
      afterId = last.householdId
    }
  }
}
