import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Correction, PostBill } from '../../../shared/contracts/billing/corrections.ts'
import type { Page } from '../../../shared/contracts/fields.ts'
import type {
  EnterReadings,
  FitMeter,
  MeteredHousehold,
  MeteringQuery,
  RecordGap,
  ReplaceMeter,
  SettleMany,
} from '../../../shared/contracts/metering.ts'
import { get, post, type Send } from './client.ts'

const household = (householdNo: string, part: string) => `/api/staff/households/${encodeURIComponent(householdNo)}${part}`

export function meteredList(send: Send, query: Partial<MeteringQuery>) {
  return queryOptions({
    queryKey: ['metering', 'households', query],
    queryFn: ({ signal }) => send<Page<MeteredHousehold>>(get('/api/staff/metering/households', signal, query)),
    placeholderData: keepPreviousData,
    enabled: query.seasonCode !== undefined,
  })
}

export type MeterAct =
  | { readonly kind: 'meters'; readonly body: FitMeter }
  | { readonly kind: 'meters/replacement'; readonly body: ReplaceMeter }
  | { readonly kind: 'readings'; readonly body: EnterReadings }
  | { readonly kind: 'metering-gaps'; readonly body: RecordGap }

export function actOnMeter(send: Send, householdNo: string, { kind, body }: MeterAct, key: string): Promise<MeteredHousehold> {
  return send(post(household(householdNo, `/${kind}`), key, body))
}

export function settlementPreview(send: Send, householdNo: string, seasonCode: string) {
  return queryOptions({
    queryKey: ['corrections', 'metering', householdNo, seasonCode],
    queryFn: ({ signal }) =>
      send<Correction>({ method: 'POST', path: household(householdNo, `/seasons/${seasonCode}/metering-settlement/preview`), signal }),
    gcTime: 0,
    retry: false,
  })
}

export function postSettlement(send: Send, householdNo: string, seasonCode: string, body: PostBill, key: string): Promise<Correction> {
  return send(post(household(householdNo, `/seasons/${seasonCode}/metering-settlement`), key, body))
}

export function settleMany(send: Send, body: SettleMany, key: string): Promise<{ readonly settlementNo: string }> {
  return send(post('/api/staff/metering-settlements', key, body))
}
