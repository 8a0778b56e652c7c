import type { BillingRun } from '../../../../../shared/contracts/billing.ts'
import { type RunSelection, runSelections } from '../../../../../shared/format/run-selections.ts'

const offered: Readonly<Record<BillingRun['mode'], readonly RunSelection[]>> = {
  preview: ['billed', 'refused', 'no-area', 'zero-area', 'zero-amount', 'up', 'down', 'highest', 'lowest'],
  post: ['billed', 'refused', 'zero-amount', 'highest', 'lowest'],
  compare: ['changed', 'correcting', 'corrected', 'kept', 'new', 'gone', 'same', 'refused'],
}

export function selectionOptions(mode: BillingRun['mode']) {
  return offered[mode].map((value) => ({ value, label: runSelections[value] }))
}

export type ItemFilters = Readonly<Partial<Record<'show' | 'orgUnit' | 'reason' | 'fromFen' | 'belowFen', string>>>

/** The list of a run with these filters in its address. */
export function itemsPath(runNo: string, filters: ItemFilters): string {
  const given = Object.entries(filters).filter(([, value]) => value !== '')
  return `/billing-runs/${encodeURIComponent(runNo)}?${new URLSearchParams([['tab', 'items'], ...given])}`
}
