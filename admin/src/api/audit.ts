import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { AuditFilter, SecurityQuery, SecurityRow } from '../../../shared/contracts/audit/logs.ts'
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

export function securityList(send: Send, query: Partial<SecurityQuery>) {
  return queryOptions({
    queryKey: ['security-log', query],
    queryFn: ({ signal }) => send<Page<SecurityRow>>(get('/api/staff/security-log', signal, query)),
    placeholderData: keepPreviousData,
  })
}

/** Reads only: no key. */
export function auditFile(send: Send, filter: AuditFilter): Promise<Blob> {
  return send({ method: 'POST', path: '/api/staff/exports/audit-log', body: { filter }, file: true })
}
