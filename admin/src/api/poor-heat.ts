import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Page } from '../../../shared/contracts/fields.ts'
import type {
  HeatRefund,
  HeatRefundPreview,
  HeatRefundQuery,
  HeatRefundQuote,
  Outage,
  OutageHousehold,
  ProposeHeatRefund,
  RecordOutage,
  Substation,
} from '../../../shared/contracts/poor-heat.ts'
import { get, post, type Send } from './client.ts'

const refunds = '/api/staff/heat-refunds'
const outages = '/api/staff/outages'
const refund = (refundNo: string, part = '') => `${refunds}/${encodeURIComponent(refundNo)}${part}`
const outage = (outageNo: string, part = '') => `${outages}/${encodeURIComponent(outageNo)}${part}`
const pollMs = 2000

export function heatRefundList(send: Send, query: Partial<HeatRefundQuery>) {
  return queryOptions({
    queryKey: ['heat-refunds', 'list', query],
    queryFn: ({ signal }) => send<Page<HeatRefund>>(get(refunds, signal, query)),
    placeholderData: keepPreviousData,
  })
}

export function heatRefundFile(send: Send, refundNo: string) {
  return queryOptions({
    queryKey: ['heat-refunds', 'file', refundNo],
    queryFn: ({ signal }) => send<HeatRefund>(get(refund(refundNo), signal)),
  })
}

export function heatRefundQuote(send: Send, body: HeatRefundPreview) {
  return queryOptions({
    queryKey: ['heat-refunds', 'quote', body],
    queryFn: ({ signal }) => send<HeatRefundQuote>({ method: 'POST', path: `${refunds}/preview`, body, signal }),
    gcTime: 0,
    retry: false,
  })
}

export function proposeHeatRefund(send: Send, body: ProposeHeatRefund, key: string): Promise<HeatRefund> {
  return send(post(refunds, key, body))
}

export type RefundAct = { readonly act: 'posting' | 'withdrawal' } | { readonly act: 'refusal'; readonly reason: string }

export function actOnHeatRefund(send: Send, refundNo: string, { act, ...body }: RefundAct, key: string): Promise<HeatRefund> {
  return send(post(refund(refundNo, `/${act}`), key, act === 'refusal' ? body : undefined))
}

export function substationList(send: Send) {
  return queryOptions({
    queryKey: ['substations'],
    queryFn: ({ signal }) => send<{ readonly items: readonly Substation[] }>(get('/api/staff/substations', signal)),
  })
}

export function outageList(send: Send, query: { readonly page: number; readonly pageSize: number }) {
  return queryOptions({
    queryKey: ['outages', 'list', query],
    queryFn: ({ signal }) => send<Page<Outage>>(get(outages, signal, query)),
    placeholderData: keepPreviousData,
  })
}

/** Follows it until every household had its turn. */
export function outageFile(send: Send, outageNo: string) {
  return queryOptions({
    queryKey: ['outages', 'file', outageNo],
    queryFn: ({ signal }) => send<Outage>(get(outage(outageNo), signal)),
    refetchInterval: ({ state }) => (state.data?.state === 'posting' ? pollMs : false),
  })
}

export function outageHouseholds(
  send: Send,
  { outageNo, state }: Pick<Outage, 'outageNo' | 'state'>,
  query: { readonly page: number; readonly pageSize: number },
) {
  return queryOptions({
    queryKey: ['outages', 'households', outageNo, state, query],
    queryFn: ({ signal }) => send<Page<OutageHousehold>>(get(outage(outageNo, '/households'), signal, query)),
    placeholderData: keepPreviousData,
  })
}

export function recordOutage(send: Send, body: RecordOutage, key: string): Promise<Outage> {
  return send(post(outages, key, body))
}

export function actOnOutage(send: Send, outageNo: string, act: 'posting' | 'cancellation', key: string): Promise<Outage> {
  return send(post(outage(outageNo, `/${act}`), key))
}
