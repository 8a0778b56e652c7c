import { queryOptions } from '@tanstack/react-query'
import type {
  AreaChangePreview,
  ChangeHolder,
  Correction,
  HolderChanged,
  HolderChangeState,
  PostAreaChange,
  PostBill,
} from '../../../shared/contracts/billing/corrections.ts'
import { get, post, type Send } from './client.ts'

const path = (householdNo: string, part: string) => `/api/staff/households/${encodeURIComponent(householdNo)}${part}`

/** What the change would do, as the server would do it now. Nothing is written, so no key is sent. */
export function areaChangePreview(send: Send, householdNo: string, body: AreaChangePreview) {
  return queryOptions({
    queryKey: ['corrections', 'areas', householdNo, body],
    queryFn: ({ signal }) => send<Correction>({ method: 'POST', path: path(householdNo, '/area-change/preview'), body, signal }),
    gcTime: 0,
    retry: false,
  })
}

export function postAreaChange(send: Send, householdNo: string, body: PostAreaChange, key: string): Promise<Correction> {
  return send(post(path(householdNo, '/area-change'), key, body))
}

export function billPreview(send: Send, householdNo: string, seasonCode: string) {
  return queryOptions({
    queryKey: ['corrections', 'bill', householdNo, seasonCode],
    queryFn: ({ signal }) => send<Correction>({ method: 'POST', path: path(householdNo, `/seasons/${seasonCode}/bill/preview`), signal }),
    gcTime: 0,
    retry: false,
  })
}

export function postBill(send: Send, householdNo: string, seasonCode: string, body: PostBill, key: string): Promise<Correction> {
  return send(post(path(householdNo, `/seasons/${seasonCode}/bill`), key, body))
}

export function holderChange(send: Send, householdNo: string) {
  return queryOptions({
    queryKey: ['corrections', 'holder', householdNo],
    queryFn: ({ signal }) => send<HolderChangeState>(get(path(householdNo, '/holder-change'), signal)),
    gcTime: 0,
  })
}

export function changeHolder(send: Send, householdNo: string, body: ChangeHolder, key: string): Promise<HolderChanged> {
  return send(post(path(householdNo, '/holder-change'), key, body))
}
