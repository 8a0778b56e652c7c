import { enterReadings } from './enter-readings.ts'
import { fitMeter, replaceMeter } from './fit-meter.ts'
import type { MeteringDeps } from './metered-subject.ts'
import { recordGap } from './record-gap.ts'

export { type Fitting, type Gap, insertSettlement, listFittings, listGaps, listSettled } from './metering.repository.ts'
export { type AreaMetering, meteringOf, withMetering } from './metering-facts.ts'

export type Metering = {
  readonly fitMeter: ReturnType<typeof fitMeter>
  readonly replaceMeter: ReturnType<typeof replaceMeter>
  readonly enterReadings: ReturnType<typeof enterReadings>
  readonly recordGap: ReturnType<typeof recordGap>
}

export function createMetering(deps: MeteringDeps): Metering {
  return {
    fitMeter: fitMeter(deps),
    replaceMeter: replaceMeter(deps),
    enterReadings: enterReadings(deps),
    recordGap: recordGap(deps),
  }
}
