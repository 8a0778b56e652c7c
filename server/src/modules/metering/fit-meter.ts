import type { FitMeter, ReplaceMeter } from '../../../../shared/contracts/metering.ts'
import type { HeatUnit } from '../../../../shared/tariff/facts.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { Caller } from '../../platform/caller.ts'
import { invalid } from '../../platform/check-input.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import { pricingFacts } from '../households/index.ts'
import { type MeteringDeps, type MeteringSubject, onMeters } from './metered-subject.ts'
import { appendReading, endFitting, findMeter, insertFitting, insertMeter, listFittings } from './metering.repository.ts'

type Of<Wish> = Wish & { readonly householdNo: string }

/** 装表. Throws NOT_FOUND, INVALID, METER_IN_USE, METER_UNIT. */
export function fitMeter(deps: MeteringDeps) {
  return (
    { householdNo, seasonCode, areaNo, meterNo, unit: heatUnit, fittedOn, startMilli }: Of<FitMeter>,
    caller: Caller,
  ): Promise<null> =>
    onMeters(deps, caller, { householdNo, seasonCode }, async (unit, subject) => {
      const { tenantId, household, season } = subject
      await assertArea(unit, subject, areaNo)
      const meterId = await freeMeter(unit, tenantId, meterNo, heatUnit)
      const fittingId = await insertFitting(unit, { tenantId, meterId, householdId: household.id, areaNo, fittedOn })
      if (startMilli !== undefined) {
        const reading = { tenantId, fittingId, seasonId: season.id, valueMilli: startMilli, readOn: fittedOn }
        await appendReading(unit, { ...reading, purpose: 'start', readBy: caller.actor.name, reason: null })
      }
      const detail = { areaNo, meterNo, unit: heatUnit, fittedOn, startMilli: startMilli ?? null }
      return { action: 'metering.meter.replace', what: 'meter.fitted', detail, reason: null }
    })
}

/** 换表: the old meter with its last reading, the new one with its first, in one act. Throws NOT_FOUND, INVALID, METER_IN_USE, METER_UNIT. */
export function replaceMeter(deps: MeteringDeps) {
  return (wish: Of<ReplaceMeter>, caller: Caller): Promise<null> =>
    onMeters(deps, caller, wish, async (unit, { tenantId, household, season }) => {
      const { meterNo, removedOn, endMilli, newMeterNo, newUnit, newStartMilli, reason } = wish
      const fittings = await listFittings(unit, [household.id], season)
      const old = fittings.find((one) => one.meterNo === meterNo && one.removedOn === null)
      if (!old) throw notFound('这块在用的热量表')
      const faults = [
        ...(removedOn < old.fittedOn ? [{ path: 'removedOn', message: `该表于 ${old.fittedOn} 装表，拆表日不能更早` }] : []),
        ...(old.startMilli !== null && endMilli < old.startMilli ? [{ path: 'endMilli', message: '拆表读数小于起始读数' }] : []),
        ...(newMeterNo === meterNo ? [{ path: 'newMeterNo', message: '新表号与旧表号相同' }] : []),
      ]
      if (faults.length > 0) throw invalid('换表资料有误', faults)
      const meterId = await freeMeter(unit, tenantId, newMeterNo, newUnit)
      const read = { tenantId, seasonId: season.id, readOn: removedOn, readBy: caller.actor.name, reason }
      await appendReading(unit, { ...read, fittingId: old.fittingId, purpose: 'end', valueMilli: endMilli })
      await endFitting(unit, old.fittingId, removedOn)
      const { areaNo } = old
      const fittingId = await insertFitting(unit, { tenantId, meterId, householdId: household.id, areaNo, fittedOn: removedOn })
      await appendReading(unit, { ...read, fittingId, purpose: 'start', valueMilli: newStartMilli })
      const detail = { areaNo, meterNo, endMilli, newMeterNo, newStartMilli, removedOn }
      return { action: 'metering.meter.replace', what: 'meter.replaced', detail, reason }
    })
}

/** A meter that hangs nowhere; made where the company does not know it yet. */
async function freeMeter(unit: Unit, tenantId: number, meterNo: string, heatUnit: HeatUnit): Promise<number> {
  const known = await findMeter(unit, tenantId, meterNo)
  if (!known) return insertMeter(unit, tenantId, meterNo, heatUnit)
  if (known.fittedTo !== null) throw new DomainError(409, 'METER_IN_USE', `热量表 ${meterNo} 正装在用热户 ${known.fittedTo}，请先拆表`)
  if (known.unit !== heatUnit) throw new DomainError(409, 'METER_UNIT', `热量表 ${meterNo} 登记的计量单位是 ${known.unit}`)
  return known.id
}

async function assertArea(unit: Unit, { tenantId, household, season }: MeteringSubject, areaNo: number): Promise<void> {
  const [facts] = await pricingFacts(unit, { tenantId, householdIds: [household.id], seasonId: season.id })
  if (facts?.areas.some((area) => area.areaNo === areaNo)) return
  throw invalid('装表资料有误', [{ path: 'areaNo', message: `该户 ${season.code} 采暖季没有面积行 ${areaNo}` }])
}
