import { queryOptions } from '@tanstack/react-query'
import type { CreateScanOrder, ScanDesk, ScanOrder } from '../../../shared/contracts/payments/scan-collect.ts'
import { get, post, type Send } from './client.ts'
import { freshKey } from './idempotency.ts'

const householdRoot = (householdNo: string) => `/api/staff/households/${encodeURIComponent(householdNo)}`
const orderRoot = (orderNo: string) => `/api/staff/scan-orders/${encodeURIComponent(orderNo)}`

/** What is owed is asked for anew whenever the screen opens: somebody may have paid meanwhile. */
export function scanDesk(send: Send, householdNo: string) {
  return queryOptions({
    queryKey: ['households', 'scan-collect', householdNo],
    queryFn: ({ signal }) => send<ScanDesk>(get(`${householdRoot(householdNo)}/scan-collect`, signal)),
    gcTime: 0,
  })
}

/** Refusals: 409 QUOTE_CHANGED (facts.totalFen), ORDER_OPEN (facts.orderNo), NOTHING_OWED, CHANNEL_CLOSED; 502 GATEWAY_REFUSED. */
export function createScanOrder(send: Send, householdNo: string, body: CreateScanOrder, key: string): Promise<ScanOrder> {
  return send(post(`${householdRoot(householdNo)}/scan-orders`, key, body))
}

/** With `atGateway` the server asks the channel first: a notice may be late or lost. */
export function readScanOrder(send: Send, orderNo: string, signal: AbortSignal, atGateway: boolean): Promise<ScanOrder> {
  return send(atGateway ? post(`${orderRoot(orderNo)}/check`, freshKey()) : get(orderRoot(orderNo), signal))
}

export function closeScanOrder(send: Send, orderNo: string, key: string): Promise<ScanOrder> {
  return send(post(`${orderRoot(orderNo)}/close`, key))
}
