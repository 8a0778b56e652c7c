import { readInstant, readInteger } from './control-fields.ts'
import type { Deliveries } from './delivery.ts'
import type { MovableClock } from './movable-clock.ts'
import { control } from './replies.ts'
import type { Route } from './router.ts'

export type TimeControlDeps = {
  readonly clock: MovableClock
  readonly deliveries: Deliveries
  /** Writes the clock into the book, so that it survives the process. */
  readonly keepClock: () => void
}

/** `base`/clock moves the platform's time; `base`/notices/{hold,release,settle} stops its notices, lets them go, sends what is due. */
export function timeControls(base: string, { clock, deliveries, keepClock }: TimeControlDeps): readonly Route[] {
  const reading = () => ({ now: new Date(clock.now()).toISOString(), frozen: clock.reading().frozenAt !== null })
  return [
    control('GET', `${base}/clock`, reading),
    control('POST', `${base}/clock`, async ({ at, frozen, advanceMs }) => {
      if (at !== undefined) clock.set(readInstant(at, 'at'), frozen === true)
      if (advanceMs !== undefined) await deliveries.advanceTo(clock.now() + readInteger(advanceMs, 'advanceMs', 0))
      keepClock()
      return reading()
    }),
    control('POST', `${base}/notices/hold`, () => deliveries.hold()),
    control('POST', `${base}/notices/release`, () => deliveries.release()),
    control('POST', `${base}/notices/settle`, () => deliveries.runDue()),
  ]
}
