import type { System } from '../../server/src/compose.ts'
import type { Caller } from '../../server/src/platform/caller.ts'
import type { MovableClock } from '../../server/src/platform/clock.ts'
import { startOfDay } from '../../shared/calendar/local-day.ts'
import type { TownSeason } from './seasons.ts'

/** The price type of homes billed by their meter. */
export const METERED = '两部制'

/** Homes of 南苑 with a heat meter; `usedKwh` of last season, every meter begins at 1000. */
export const metered = [
  { householdNo: '30010011', usedKwh: 5_200 },
  { householdNo: '30010022', usedKwh: 6_850 },
  { householdNo: '30010033', usedKwh: 3_400 },
  { householdNo: '30010044', usedKwh: 9_100 },
  { householdNo: '30010054', usedKwh: 4_725 },
] as const
const FIRST_KWH = 1_000
const unit = 'kWh'

type MeteredTown = { readonly system: System; readonly clock: MovableClock; readonly operator: Caller }

/** The meters are fitted before last season's heating begins. */
export async function fitMeters({ system, clock, operator }: MeteredTown, { code: seasonCode }: TownSeason): Promise<void> {
  const fittedOn = clock.today()
  for (const { householdNo } of metered) {
    const meter = { householdNo, seasonCode, areaNo: 1, meterNo: meterNoOf(householdNo), unit, fittedOn } as const
    await system.metering.fitMeter({ ...meter, startMilli: FIRST_KWH * 1000 }, operator)
  }
}

/** When the heating has ended they are read, and the charge made before the season gives way to the metered one. */
export async function readAndSettle({ system, clock, operator }: MeteredTown, { code: seasonCode, endsOn }: TownSeason): Promise<void> {
  clock.set(startOfDay(endsOn))
  for (const { householdNo, usedKwh } of metered) {
    const end = { meterNo: meterNoOf(householdNo), purpose: 'end', valueMilli: (FIRST_KWH + usedKwh) * 1000, readOn: endsOn } as const
    await system.metering.enterReadings({ householdNo, seasonCode, readings: [end] }, operator)
  }
  for (const { householdNo } of metered)
    await system.billing.corrections.settleMetering({ householdNo, seasonCode, seen: 'unseen' }, operator)
}

const meterNoOf = (householdNo: string) => `RB${householdNo}`
