import { queryOptions } from '@tanstack/react-query'
import type { AreaAsks } from '../../../shared/contracts/tariffs/area-asks.ts'
import { get, type Send } from './client.ts'

/** What published rules ask of each area, and what is recorded of it. */
export function areaAsks(send: Send, householdNo: string, seasonCode: string) {
  const path = `/api/staff/households/${encodeURIComponent(householdNo)}/seasons/${seasonCode}/area-asks`
  return queryOptions({
    queryKey: ['households', 'area-asks', householdNo, seasonCode],
    queryFn: ({ signal }) => send<AreaAsks>(get(path, signal)),
    gcTime: 0,
  })
}
