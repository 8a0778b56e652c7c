import { addDays, compareDays, daysBetween, earlierOf, type LocalDay, laterOf } from '../calendar/local-day.ts'

/** Days on which no late fee counts, both ends included; `to` null while it lasts. */
export type LateFeeHold = { readonly from: LocalDay; readonly to: LocalDay | null }

/** Late days after `after` up to and including `through`, and how many of them were held. */
export type LateDays = { readonly days: number; readonly heldDays: number }

export function countLateDays(after: LocalDay, through: LocalDay, holds: readonly LateFeeHold[]): LateDays {
  const all = Math.max(0, daysBetween(after, through))
  const heldDays = all === 0 ? 0 : countHeld(addDays(after, 1), through, holds)
  return { days: all - heldDays, heldDays }
}

/** Days from `first` to `last` that lie in at least one hold; holds may overlap. */
function countHeld(first: LocalDay, last: LocalDay, holds: readonly LateFeeHold[]): number {
  let free = first
  let held = 0
  for (const { from, to } of holds.toSorted((a, b) => compareDays(a.from, b.from))) {
    const start = laterOf(from, free)
    const end = to === null ? last : earlierOf(to, last)
    if (start > end) continue
    held += daysBetween(start, end) + 1
    free = addDays(end, 1)
  }
  return held
}
