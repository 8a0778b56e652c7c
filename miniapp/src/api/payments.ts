import type {
  CreatePaymentOrder,
  PaymentCertificate,
  PayWays,
  ResidentOrder,
  ResidentPayment,
} from '../../../shared/contracts/residents.ts'
import { newKey } from './intention.ts'
import { request } from './request.ts'

const orderPath = (orderNo: string) => `/api/resident/payment-orders/${encodeURIComponent(orderNo)}`

/** What the company of this home offers in this app. */
export async function getPayWays(householdNo: string): Promise<PayWays['items']> {
  const path = `/api/resident/households/${encodeURIComponent(householdNo)}/pay-ways`
  return (await request<PayWays>({ method: 'GET', path })).items
}

/** Refusals: 409 QUOTE_CHANGED (facts.totalFen), ORDER_OPEN (facts.orderNo), IN_PROGRESS; 502 GATEWAY_REFUSED. */
export function createOrder(body: CreatePaymentOrder, key: string): Promise<ResidentOrder> {
  return request<ResidentOrder>({ method: 'POST', path: '/api/resident/payment-orders', body, key })
}

export function getOrder(orderNo: string): Promise<ResidentOrder> {
  return request<ResidentOrder>({ method: 'GET', path: orderPath(orderNo) })
}

/** Asks the gateway now. To be called once after the pay sheet has closed, not in a loop. */
export function checkOrder(orderNo: string): Promise<ResidentOrder> {
  return request<ResidentOrder>({ method: 'POST', path: `${orderPath(orderNo)}/check`, key: newKey() })
}

/** The payer gives up. Money that still arrives is accepted and shown. */
export function closeOrder(orderNo: string, key: string): Promise<ResidentOrder> {
  return request<ResidentOrder>({ method: 'POST', path: `${orderPath(orderNo)}/close`, key })
}

export function getCertificate(paymentNo: string): Promise<PaymentCertificate> {
  return request<PaymentCertificate>({ method: 'GET', path: `/api/resident/payments/${encodeURIComponent(paymentNo)}` })
}

export async function listPayments(): Promise<readonly ResidentPayment[]> {
  const { items } = await request<{ items: readonly ResidentPayment[] }>({ method: 'GET', path: '/api/resident/payments' })
  return items
}
