import type { Season } from '../../../../../../shared/contracts/tenancy.ts'

/** '2026-2027' is followed by '2027-2028'. */
export function codeAfter(code: string): string {
  const to = Number(code.slice(5))
  return `${to}-${to + 1}`
}

/** The same day a year later; 29 February becomes the 28th. */
export function yearLater(day: string): string {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`.replace('-02-29', '-02-28')
}

/** The latest season a unit has of its own, else of the company’s: what a new one is copied from. */
export function lastSeasonOf(seasons: readonly Season[], orgUnit: string): Season | undefined {
  const newest = [...seasons].sort((a, b) => (a.startsOn < b.startsOn ? 1 : -1))
  return newest.find((season) => season.orgUnit === orgUnit) ?? newest[0]
}
