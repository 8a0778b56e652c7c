import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Page } from '../../../shared/contracts/fields.ts'
import type {
  AdoptPlatformRefund,
  AttributeSuspense,
  BalanceUsed,
  MoneyTodo,
  MoneyTodoCounts,
  MoneyTodoQuery,
  Refundable,
  RefundFile,
  RefundPreview,
  RefundPreviewQuery,
  RefundQuery,
  RefundRow,
  RequestRefund,
  RequestSuspenseRefund,
  WithReason,
} from '../../../shared/contracts/payments/refunds.ts'
import { get, post, type Send } from './client.ts'

const root = '/api/staff/refunds'
const name = encodeURIComponent
/** What shows other figures once money has gone back or come home. */
export const moneyLists = [['refunds'], ['money-todos'], ['payment-orders'], ['households']] as const

export function refundList(send: Send, query: Partial<RefundQuery>) {
  return queryOptions({
    queryKey: ['refunds', 'list', query],
    queryFn: ({ signal }) => send<Page<RefundRow>>(get(root, signal, query)),
    placeholderData: keepPreviousData,
  })
}

export function refundFile(send: Send, refundNo: string) {
  return queryOptions({
    queryKey: ['refunds', 'file', refundNo],
    queryFn: ({ signal }) => send<RefundFile>(get(`${root}/${name(refundNo)}`, signal)),
  })
}

export function refundable(send: Send, orderNo: string) {
  return queryOptions({
    queryKey: ['refunds', 'refundable', orderNo],
    queryFn: ({ signal }) => send<Refundable>(get(`/api/staff/payment-orders/${name(orderNo)}/refundable`, signal)),
  })
}

export function refundPreview(send: Send, paymentNo: string, query: RefundPreviewQuery) {
  return queryOptions({
    queryKey: ['refunds', 'preview', paymentNo, query],
    queryFn: ({ signal }) => send<RefundPreview>(get(`/api/staff/payments/${name(paymentNo)}/refund-preview`, signal, query)),
    gcTime: 0,
    retry: false,
  })
}

export const requestRefund = (send: Send, paymentNo: string, body: RequestRefund, key: string): Promise<RefundFile> =>
  send(post(`/api/staff/payments/${name(paymentNo)}/refunds`, key, body))

export const requestSuspenseRefund = (send: Send, paymentNo: string, body: RequestSuspenseRefund, key: string): Promise<RefundFile> =>
  send(post(`/api/staff/suspense-payments/${name(paymentNo)}/refunds`, key, body))

export const approveRefund = (send: Send, refundNo: string, key: string): Promise<RefundFile> =>
  send(post(`${root}/${name(refundNo)}/approve`, key))

export const stopRefund = (send: Send, refundNo: string, act: 'refuse' | 'withdraw', body: WithReason, key: string): Promise<RefundFile> =>
  send(post(`${root}/${name(refundNo)}/${act}`, key, body))

export const requeryRefund = (send: Send, refundNo: string, key: string): Promise<RefundFile> =>
  send(post(`${root}/${name(refundNo)}/requery`, key))

export const attributeSuspense = (send: Send, paymentNo: string, body: AttributeSuspense, key: string): Promise<unknown> =>
  send(post(`/api/staff/suspense-payments/${name(paymentNo)}/attribute`, key, body))

export const adoptPlatformRefund = (send: Send, caseNo: string, body: AdoptPlatformRefund, key: string): Promise<RefundFile> =>
  send(post(`/api/staff/platform-refunds/${name(caseNo)}/adopt`, key, body))

export const handleTodo = (send: Send, { kind, no }: Pick<MoneyTodo, 'kind' | 'no'>, body: WithReason, key: string): Promise<unknown> =>
  send(post(`/api/staff/money-todos/${kind}/${name(no)}/handle`, key, body))

export const applyBalance = (send: Send, householdNo: string, key: string): Promise<BalanceUsed> =>
  send(post(`/api/staff/households/${name(householdNo)}/use-balance`, key))

export function moneyTodoList(send: Send, query: Partial<MoneyTodoQuery>) {
  return queryOptions({
    queryKey: ['money-todos', 'list', query],
    queryFn: ({ signal }) => send<Page<MoneyTodo>>(get('/api/staff/money-todos', signal, query)),
    placeholderData: keepPreviousData,
  })
}

export function moneyTodoCounts(send: Send) {
  return queryOptions({
    queryKey: ['money-todos', 'counts'],
    queryFn: ({ signal }) => send<MoneyTodoCounts>(get('/api/staff/money-todos/counts', signal)),
  })
}
