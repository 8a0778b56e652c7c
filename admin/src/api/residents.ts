import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Page } from '../../../shared/contracts/fields.ts'
import type { BindingQuery, BindingRow } from '../../../shared/contracts/residents/bindings.ts'
import { get, post, type Send } from './client.ts'

const root = '/api/staff/bindings'

export function bindingList(send: Send, query: Partial<BindingQuery>) {
  return queryOptions({
    queryKey: ['bindings', query],
    queryFn: ({ signal }) => send<Page<BindingRow>>(get(root, signal, query)),
    placeholderData: keepPreviousData,
  })
}

export function removeBinding(send: Send, bindingNo: string, reason: string, key: string): Promise<unknown> {
  return send(post(`${root}/${encodeURIComponent(bindingNo)}/removal`, key, { reason }))
}
