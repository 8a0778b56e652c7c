import { queryOptions } from '@tanstack/react-query'
import type { OrgUnit, Season } from '../../../shared/contracts/tenancy.ts'
import { get, type Send } from './client.ts'

type Items<Row> = { readonly items: readonly Row[] }
/** These change a few times a year: one question per five minutes is enough. */
const staleTime = 300_000

export function orgUnitList(send: Send) {
  return queryOptions({
    queryKey: ['org-units'],
    queryFn: ({ signal }) => send<Items<OrgUnit>>(get('/api/staff/org-units', signal)),
    staleTime,
  })
}

export function seasonList(send: Send) {
  return queryOptions({ queryKey: ['seasons'], queryFn: ({ signal }) => send<Items<Season>>(get('/api/staff/seasons', signal)), staleTime })
}
