import type { EnterReadings } from '../../../../shared/contracts/metering.ts'
import type { Caller } from '../../platform/caller.ts'
import { invalid } from '../../platform/check-input.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { type MeteringDeps, onMeters } from './metered-subject.ts'
import { appendReading, type Fitting, listFittings } from './metering.repository.ts'

export type ReadingsWish = EnterReadings & { readonly householdNo: string }

/** 录入读数 at the beginning or end of a season. A reading is never overwritten: a correction is one more, with its reason. Throws NOT_FOUND, INVALID, REASON_NEEDED. */
export function enterReadings(deps: MeteringDeps) {
  return ({ householdNo, seasonCode, readings, ...given }: ReadingsWish, caller: Caller): Promise<null> =>
    onMeters(deps, caller, { householdNo, seasonCode }, async (unit, { household, season, tenantId }) => {
      const reason = given.reason ?? null
      const fittings = await listFittings(unit, [household.id], season)
      const faults = readings.flatMap((reading, index) => {
        const message = faultOf(fittings, reading)
        return message ? [{ path: `readings[${index}].${message.path}`, message: message.text }] : []
      })
      if (faults.length > 0) throw invalid('读数有误', faults)
      for (const { meterNo, purpose, valueMilli, readOn } of readings) {
        const fitting = fittings.find((one) => one.meterNo === meterNo)
        if (!fitting) throw new Error(`meter ${meterNo} is gone`)
        const known = purpose === 'start' ? fitting.startMilli : fitting.endMilli
        if (known !== null && known !== valueMilli && reason === null)
          throw new DomainError(422, 'REASON_NEEDED', `热量表 ${meterNo} 已有读数，更正请填写原因`)
        const { fittingId } = fitting
        await appendReading(unit, {
          tenantId,
          fittingId,
          seasonId: season.id,
          purpose,
          valueMilli,
          readOn,
          readBy: caller.actor.name,
          reason,
        })
      }
      const words = readings.map(({ meterNo, purpose, valueMilli }) => `${meterNo} ${purpose === 'start' ? '起始' : '终止'} ${valueMilli}`)
      return { action: 'metering.reading.enter', what: 'meter.read', detail: { readings: words.join('、') }, reason }
    })
}

function faultOf(fittings: readonly Fitting[], { meterNo, purpose, valueMilli, readOn }: EnterReadings['readings'][number]) {
  const fitting = fittings.find((one) => one.meterNo === meterNo)
  if (!fitting) return { path: 'meterNo', text: `本户本季没有热量表 ${meterNo}` }
  if (readOn < fitting.fittedOn) return { path: 'readOn', text: `热量表 ${meterNo} 于 ${fitting.fittedOn} 装表，抄表日不能更早` }
  const start = purpose === 'end' ? fitting.startMilli : null
  if (start !== null && valueMilli < start) return { path: 'valueMilli', text: `热量表 ${meterNo} 的终止读数小于起始读数` }
  return null
}
