import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Page } from '../../../shared/contracts/fields.ts'
import type { PaymentOrderFile, PaymentOrderQuery, PaymentOrderRow } from '../../../shared/contracts/payments.ts'
import { get, post, type Send } from './client.ts'

const root = '/api/staff/payment-orders'

export function paymentOrderList(send: Send, query: Partial<PaymentOrderQuery>) {
  return queryOptions({
    queryKey: ['payment-orders', 'list', query],
    queryFn: ({ signal }) => send<Page<PaymentOrderRow>>(get(root, signal, query)),
    placeholderData: keepPreviousData,
  })
}

export function paymentOrderFile(send: Send, orderNo: string) {
  return queryOptions({
    queryKey: ['payment-orders', 'file', orderNo],
    queryFn: ({ signal }) => send<PaymentOrderFile>(get(`${root}/${encodeURIComponent(orderNo)}`, signal)),
  })
}

export function requeryPaymentOrder(send: Send, orderNo: string, key: string): Promise<PaymentOrderFile> {
  return send(post(`${root}/${encodeURIComponent(orderNo)}/requery`, key))
}
