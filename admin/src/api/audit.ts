import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { AuditQuery, AuditRow } from '../../../shared/contracts/audit.ts'
import type { Page } from '../../../shared/contracts/fields.ts'
import { get, type Send } from './client.ts'

export function auditList(send: Send, query: Partial<AuditQuery>) {
  return queryOptions({
    queryKey: ['audit-log', 'list', query],
    queryFn: ({ signal }) => send<Page<AuditRow>>(get('/api/staff/audit-log', signal, query)),
    placeholderData: keepPreviousData,
  })
}
