import type { LocalDay } from '../calendar/local-day.ts'
import type { Ratio } from './ratio.ts'

/**
 * Everything about one household and one season that a price may depend on, frozen and stored by hash with the bill.
 * Grows by optional fields only: a fact that is absent is not written, so hashes of older facts stay what they are.
 */
export type TariffFacts = {
  readonly season: SeasonFacts
  readonly areas: readonly HeatedAreaFacts[]
  /** Counted things a quantity fee multiplies, in 1/1000 of their unit: { 'hot-water-m3': 12500 }. */
  readonly quantities?: Readonly<Record<string, number>>
}

export type SeasonFacts = {
  readonly code: string
  readonly startsOn: LocalDay
  readonly endsOn: LocalDay
  /** The number of days the price notice divides by (120, 121, 151…); not always the days of the calendar. */
  readonly days: number
}

/** One 面积行. Areas in 1/1000 m², heights in mm. */
export type HeatedAreaFacts = {
  /** Number of the row inside its household, from 1; stable over the season. */
  readonly areaNo: number
  readonly name: string
  readonly grossMilliM2: number
  readonly insideMilliM2: number | null
  readonly usableMilliM2: number | null
  readonly billedMilliM2: number
  readonly heightMm: number | null
  readonly customerClass: string
  readonly priceType: string
  readonly status: HeatedAreaStatus
  /** Where the billed area comes from, as the bill prints it: 房产证, 现场测量… */
  readonly provenance: string
  /** 公摊面积, in 1/1000 m². Together with the inside area it must make the gross area. */
  readonly publicShareMilliM2?: number
  /** 净高, floor to ceiling; `heightMm` is the storey height, slab to slab. */
  readonly clearHeightMm?: number
  readonly singleStorey?: boolean
  /** Building type the coefficients of a notice name: 'multi', 'mid', 'high'… */
  readonly buildingType?: string
  /** What the row is, where it does not count like an ordinary room: 'attic', 'sloped-roof', 'balcony-open', 'garage', 'welfare'… */
  readonly rowKind?: string
  /** The factor a contract fixes where the notice says "by contract". */
  readonly contractFactor?: Ratio
  /** Share of the building's homes that are heated, in ppm. */
  readonly occupancyPpm?: number
  /** Which days were heated, stopped or not yet connected; days not named have `status`. Absent: `status` all season. */
  readonly periods?: readonly HeatPeriod[]
  /** The day its stop was applied for; a period's own day counts before it. */
  readonly stopAppliedOn?: LocalDay
  /** Heat meters of an area on a two-part tariff. Absent while the season's readings are not in. */
  readonly metering?: MeteringFacts
}

export type HeatedAreaStatus = 'heating' | 'stopped'
export type PeriodStatus = HeatedAreaStatus | 'not-connected'
/**
 * Both days included. `payer` pays these days instead of the resident: a developer until the home is handed over. `appliedOn` is the day a stop was
 * applied for.
 */
export type HeatPeriod = {
  readonly fromOn: LocalDay
  readonly toOn: LocalDay
  readonly status: PeriodStatus
  readonly payer?: Payer
  readonly appliedOn?: LocalDay
}

export type Payer = 'org' | 'government' | 'developer'
export const payers: readonly Payer[] = ['org', 'government', 'developer']

export type HeatUnit = 'kWh' | 'GJ'
/** One meter over the days it was fitted; a replaced meter is two. Readings in 1/1000 of the unit. */
export type MeterFacts = { readonly meterNo: string; readonly unit: HeatUnit; readonly startMilli: number; readonly endMilli: number }
/** `neighboursMilliPerM2`: average heat per m² of comparable homes, in 1/1000 of the unit, where the meter is missing or broken. */
export type MeteringFacts =
  | { readonly state: 'read'; readonly meters: readonly MeterFacts[] }
  | { readonly state: 'missing'; readonly unit?: HeatUnit; readonly neighboursMilliPerM2?: number }

export type AreaBasis = 'billed' | 'gross' | 'inside' | 'usable'

export const areaBases: readonly AreaBasis[] = ['billed', 'gross', 'inside', 'usable']

/** The area a rule multiplies by, in 1/1000 m²; null when nobody has recorded it. */
export function areaOf(area: HeatedAreaFacts, basis: AreaBasis): number | null {
  return { billed: area.billedMilliM2, gross: area.grossMilliM2, inside: area.insideMilliM2, usable: area.usableMilliM2 }[basis]
}
