import type { RecordGap } from '../../../../shared/contracts/metering.ts'
import type { Caller } from '../../platform/caller.ts'
import { invalid } from '../../platform/check-input.ts'
import { pricingFacts } from '../households/index.ts'
import { type MeteringDeps, onMeters } from './metered-subject.ts'
import { appendGap } from './metering.repository.ts'

/** 登记表缺失或故障, with the average of comparable homes where the notice goes by it. Throws NOT_FOUND, INVALID. */
export function recordGap(deps: MeteringDeps) {
  return (wish: RecordGap & { readonly householdNo: string }, caller: Caller): Promise<null> =>
    onMeters(deps, caller, wish, async (unit, { tenantId, household, season }) => {
      const { areaNo, missing, unit: heatUnit = null, neighboursMilliPerM2 = null, reason } = wish
      const [facts] = await pricingFacts(unit, { tenantId, householdIds: [household.id], seasonId: season.id })
      const faults = [
        ...(facts?.areas.some((area) => area.areaNo === areaNo) ? [] : [{ path: 'areaNo', message: `该户本季没有面积行 ${areaNo}` }]),
        ...((heatUnit === null) === (neighboursMilliPerM2 === null)
          ? []
          : [{ path: 'neighboursMilliPerM2', message: '平均用热量与计量单位须一起填写' }]),
      ]
      if (faults.length > 0) throw invalid('登记有误', faults)
      const row = {
        tenantId,
        householdId: household.id,
        seasonId: season.id,
        areaNo,
        missing,
        unit: heatUnit,
        neighboursMilliPerM2,
        reason,
      }
      await appendGap(unit, { ...row, recordedBy: caller.actor.name })
      const detail = { areaNo, missing: missing ? 1 : 0, unit: heatUnit, neighboursMilliPerM2 }
      return { action: 'metering.reading.enter', what: 'meter.missing', detail, reason }
    })
}
