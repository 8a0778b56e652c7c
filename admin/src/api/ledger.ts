import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Page } from '../../../shared/contracts/fields.ts'
import type { EntryQuery, EntryRow } from '../../../shared/contracts/ledger.ts'
import { get, type Send } from './client.ts'

export function entryList(send: Send, query: Partial<EntryQuery>) {
  return queryOptions({
    queryKey: ['journal-entries', 'list', query],
    queryFn: ({ signal }) => send<Page<EntryRow>>(get('/api/staff/journal-entries', signal, query)),
    placeholderData: keepPreviousData,
  })
}
