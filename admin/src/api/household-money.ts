import { queryOptions } from '@tanstack/react-query'
import type { ExtraCharge, PostExtraCharge, PreviewExtraCharge } from '../../../shared/contracts/billing/extra-charges.ts'
import type { EndLateFeeHold, HoldLateFee, LateFeeHold } from '../../../shared/contracts/billing.ts'
import { get, post, type Send } from './client.ts'

const path = (householdNo: string, part: string) => `/api/staff/households/${encodeURIComponent(householdNo)}${part}`
type Holds = { readonly items: readonly LateFeeHold[] }

/** What an extra charge would come to, as the server would post it now. Nothing is written, so no key is sent. */
export function extraChargePreview(send: Send, householdNo: string, body: PreviewExtraCharge) {
  return queryOptions({
    queryKey: ['extra-charges', 'preview', householdNo, body],
    queryFn: ({ signal }) => send<ExtraCharge>({ method: 'POST', path: path(householdNo, '/extra-charges/preview'), body, signal }),
    gcTime: 0,
    retry: false,
  })
}

export function postExtraCharge(send: Send, householdNo: string, body: PostExtraCharge, key: string): Promise<ExtraCharge> {
  return send(post(path(householdNo, '/extra-charges'), key, body))
}

export function lateFeeHolds(send: Send, householdNo: string) {
  return queryOptions({
    queryKey: ['households', 'late-fee-holds', householdNo],
    queryFn: ({ signal }) => send<Holds>(get(path(householdNo, '/late-fee-holds'), signal)),
  })
}

export function holdLateFee(send: Send, householdNo: string, body: HoldLateFee, key: string): Promise<Holds> {
  return send(post(path(householdNo, '/late-fee-holds'), key, body))
}

export function endLateFeeHold(send: Send, householdNo: string, body: EndLateFeeHold, key: string): Promise<Holds> {
  return send(post(path(householdNo, '/late-fee-holds/end'), key, body))
}
