import { queryOptions } from '@tanstack/react-query'
import type { BillingRun, StartBillingRun } from '../../../shared/contracts/billing.ts'
import { get, post, type Send } from './client.ts'

const root = '/api/staff/billing-runs'
const pollMs = 1000

export function isRunning(run: Pick<BillingRun, 'state'>): boolean {
  return run.state === 'queued' || run.state === 'running'
}

export function billingRunList(send: Send) {
  return queryOptions({
    queryKey: ['billing-runs', 'list'],
    queryFn: ({ signal }) => send<{ readonly items: readonly BillingRun[] }>(get(root, signal)),
    refetchInterval: ({ state }) => (state.data?.items.some(isRunning) ? pollMs * 2 : false),
  })
}

/** Follows the run until it is over. */
export function billingRun(send: Send, runNo: string) {
  return queryOptions({
    queryKey: ['billing-runs', 'run', runNo],
    queryFn: ({ signal }) => send<BillingRun>(get(`${root}/${encodeURIComponent(runNo)}`, signal)),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? pollMs : false),
  })
}

export function startBillingRun(send: Send, body: StartBillingRun, key: string): Promise<BillingRun> {
  return send(post(root, key, body))
}
