import type { MeterFacts, MeteringFacts } from '../../../../shared/tariff/facts.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { PricingFacts } from '../households/index.ts'
import { type Fitting, type Gap, listFittings, listGaps, listSettled, type MeteredSeason } from './metering.repository.ts'

/** What is known of one area's heat, or what still has to be brought, in sentences. */
export type AreaMetering = { readonly facts: MeteringFacts | null; readonly needed: readonly string[] }

/** What the readings of one area come to. Nothing is needed where the meter has been declared missing. */
export function meteringOf(areaNo: number, fittings: readonly Fitting[], gaps: readonly Gap[]): AreaMetering {
  const gap = gaps.find((one) => one.areaNo === areaNo)
  if (gap) {
    const { unit, neighboursMilliPerM2 } = gap
    const average = unit !== null && neighboursMilliPerM2 !== null ? { unit, neighboursMilliPerM2 } : {}
    return { facts: { state: 'missing', ...average }, needed: [] }
  }
  const own = fittings.filter((one) => one.areaNo === areaNo)
  if (own.length === 0) return { facts: null, needed: [`面积行 ${areaNo} 没有热量表：请登记装表和读数，或登记“表缺失或故障”`] }
  const needed = own.flatMap(neededOf)
  return { facts: needed.length > 0 ? null : { state: 'read', meters: own.map(meterOf) }, needed }
}

function neededOf({ areaNo, meterNo, removedOn, startMilli, endMilli }: Fitting): string[] {
  const meter = `面积行 ${areaNo} 的热量表 ${meterNo}`
  const end = removedOn === null ? '季末读数' : `${removedOn} 拆下时的读数`
  return [
    ...(startMilli === null ? [`${meter}缺少起始读数`] : []),
    ...(endMilli === null ? [`${meter}缺少${end}`] : []),
    ...(startMilli !== null && endMilli !== null && endMilli < startMilli ? [`${meter}的终止读数小于起始读数，请核对`] : []),
  ]
}

function meterOf({ meterNo, unit, startMilli, endMilli }: Fitting): MeterFacts {
  return { meterNo, unit, startMilli: startMilli ?? 0, endMilli: endMilli ?? 0 }
}

type Season = MeteredSeason

/**
 * The facts of households whose season is settled by meter, with their readings as they stand; of the others unchanged, which is the provisional
 * price. One statement where nobody is settled.
 */
export async function withMetering(unit: ReadUnit, season: Season, facts: readonly PricingFacts[]): Promise<PricingFacts[]> {
  const ids = facts.map(({ householdId }) => householdId)
  const settled = await listSettled(unit, ids, season.id)
  if (settled.size === 0) return [...facts]
  const some = ids.filter((id) => settled.has(id))
  const fittings = await listFittings(unit, some, season)
  const gaps = await listGaps(unit, some, season.id)
  return facts.map((one) => {
    if (!settled.has(one.householdId)) return one
    const own = <Row extends { readonly householdId: number }>(rows: readonly Row[]) =>
      rows.filter(({ householdId }) => householdId === one.householdId)
    const areas = one.areas.map((area) => {
      const { facts: metering } = meteringOf(area.areaNo, own(fittings), own(gaps))
      return metering ? { ...area, metering } : area
    })
    return { ...one, areas }
  })
}
