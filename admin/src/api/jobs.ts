import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Page } from '../../../shared/contracts/fields.ts'
import type { JobQuery, JobRow } from '../../../shared/contracts/jobs.ts'
import { get, post, type Send } from './client.ts'

const root = '/api/staff/jobs'

export function jobList(send: Send, query: Partial<JobQuery>) {
  return queryOptions({
    queryKey: ['jobs', 'list', query],
    queryFn: ({ signal }) => send<Page<JobRow>>(get(root, signal, query)),
    placeholderData: keepPreviousData,
  })
}

export function retryJob(send: Send, jobNo: string, key: string): Promise<JobRow> {
  return send(post(`${root}/${encodeURIComponent(jobNo)}/retry`, key))
}
