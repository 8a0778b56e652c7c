import type { Page } from '../../../../shared/contracts/fields.ts'
import type { OutageHousehold, RecordOutage } from '../../../../shared/contracts/poor-heat.ts'
import { maskName } from '../../../../shared/format/mask.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import { writeOnce } from '../../database/idempotency.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { Caller } from '../../platform/caller.ts'
import { invalid } from '../../platform/check-input.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import { judgeHeatCredit } from '../billing/index.ts'
import { findSeasonFor, findSeasons } from '../tenancy/index.ts'
import { findOutage, insertOutage, listPostedCredits, listSubstations, type OutageRow, pageOutageHouseholds } from './outage.repository.ts'
import type { PoorHeatDeps } from './propose-heat-refund.ts'

/** 登记停供事件 of a substation. Nothing is posted before somebody else has looked at the list. Throws NOT_FOUND, INVALID. */
export function recordOutage({ database, clock, audit }: PoorHeatDeps) {
  return (given: RecordOutage, caller: Caller): Promise<{ readonly outageNo: string }> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const all = await listSubstations(unit, caller.scope)
      const substation = all.find(({ name, orgUnit }) => name === given.substation && orgUnit === given.orgUnit)
      if (!substation) throw notFound('这个换热站')
      const season = await findSeasonFor(unit, tenantId, substation.orgUnitId, given.seasonCode)
      if (!season) throw notFound('该采暖季')
      const [startedAt, endedAt] = [Date.parse(given.startedAt), Date.parse(given.endedAt)]
      if (endedAt > clock.now()) throw invalid('停供事件有误', [{ path: 'endedAt', message: '恢复时间不能晚于现在' }])
      const outageNo = businessNumber('OU', clock)
      const { id: recorderId, name: recordedBy } = caller.actor
      const row = { tenantId, outageNo, orgUnitId: substation.orgUnitId, substationId: substation.id, seasonId: season.id }
      await insertOutage(unit, { ...row, startedAt, endedAt, reason: given.reason, recordedBy, recorderId })
      await audit.record(unit, caller, {
        action: 'poor-heat.outage.record',
        subjectKind: 'org-unit',
        subjectNo: substation.orgUnit,
        detail: { outageNo, substation: substation.name, startedAt: given.startedAt, endedAt: given.endedAt },
        orgUnitId: substation.orgUnitId,
      })
      return { outageNo }
    })
  }
}

/** The homes of the substation: what each was given back, or would be given now and why, or why nothing. Throws NOT_FOUND. */
export function listOutageRefunds({ database, tariffs }: PoorHeatDeps) {
  const judge = judgeHeatCredit({ tariffs })
  return (
    outageNo: string,
    { page, pageSize }: { readonly page: number; readonly pageSize: number },
    caller: Caller,
  ): Promise<Page<OutageHousehold>> =>
    database.read(async (unit) => {
      const { tenantId } = caller.scope
      const outage = await findOutage(unit, caller.scope, outageNo)
      if (!outage) throw notFound('这次停供')
      const [season] = await findSeasons(unit, tenantId, [outage.seasonId])
      if (!season) throw notFound('该采暖季')
      const rows = await pageOutageHouseholds(unit, outage, { page, pageSize })
      const posted = await listPostedCredits(
        unit,
        tenantId,
        outageNo,
        rows.map(({ id }) => id),
      )
      const items: OutageHousehold[] = []
      for (const { id, customerName, ...row } of rows) {
        const given = posted.get(id)
        const shown = { ...row, customerName: maskName(customerName), posted: given !== undefined }
        if (given !== undefined) items.push({ ...shown, amountFen: given, note: null, steps: [] })
        else items.push({ ...shown, ...(await judged(id)) })
      }
      return { items, total: outage.households, page, pageSize }

      async function judged(householdId: number) {
        if (!season || !outage) throw notFound('这次停供')
        try {
          const { amountFen, steps } = await judge(unit, { tenantId, householdId, season }, causeOf(outage))
          return { amountFen, note: amountFen === 0 ? '停供时间未达到退费的起点' : null, steps: renderSteps(steps) }
        } catch (error) {
          if (error instanceof DomainError) return { amountFen: 0, note: error.detail, steps: [] }
          throw error
        }
      }
    })
}

export function causeOf({ startedAt, endedAt }: Pick<OutageRow, 'startedAt' | 'endedAt'>) {
  return { kind: 'outage', startedAt, endedAt } as const
}
