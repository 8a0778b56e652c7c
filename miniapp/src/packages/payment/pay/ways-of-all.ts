import type { PayWay } from '../../../platform/port.ts'

/** Homes of one payment are paid one way: only what every one of them offers. */
export function waysOfAll(offered: readonly (readonly PayWay[])[]): readonly PayWay[] {
  const [first = [], ...others] = offered
  return first.filter((way) => others.every((ways) => ways.some((one) => one.channel === way.channel && one.way === way.way)))
}
