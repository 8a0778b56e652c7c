import { daysBetween, type LocalDay } from './local-day.ts'

/** '2026-2027' becomes 2026-2027 采暖季. */
export function seasonNameOf(code: string): string {
  return `${code} 采暖季`
}

/** Days from the first to the last, both counted: 2018-11-15 to 2019-03-15 is 121. */
export function seasonDays(startsOn: LocalDay, endsOn: LocalDay): number {
  return daysBetween(startsOn, endsOn) + 1
}
