import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { CorrectRun, RunItem, RunItemSteps, RunSummary } from '../../../shared/contracts/billing/runs.ts'
import type { BillingRun, StartBillingRun } from '../../../shared/contracts/billing.ts'
import type { Page } from '../../../shared/contracts/fields.ts'
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

const pathOf = (runNo: string) => `${root}/${encodeURIComponent(runNo)}`

/** As they stand in the address bar; the server reads them. */
type RunFilters = Readonly<Partial<Record<string, string | number>>>
/** `version` (state and count) makes the question a new one when the run has got on. */
type OfRun = { readonly runNo: string; readonly version: string }

export function runSummary(send: Send, { runNo, version }: OfRun) {
  return queryOptions({
    queryKey: ['billing-runs', 'summary', runNo, version],
    queryFn: ({ signal }) => send<RunSummary>(get(`${pathOf(runNo)}/summary`, signal)),
    placeholderData: keepPreviousData,
  })
}

export function runItems(send: Send, { runNo, version }: OfRun, asked: RunFilters) {
  return queryOptions({
    queryKey: ['billing-runs', 'items', runNo, asked, version],
    queryFn: ({ signal }) => send<Page<RunItem>>(get(`${pathOf(runNo)}/items`, signal, asked)),
    placeholderData: keepPreviousData,
    // Corrections go on behind the list.
    refetchInterval: ({ state }) => (state.data?.items.some(({ verdict }) => verdict === 'correcting') ? pollMs * 2 : false),
  })
}

export function runItemSteps(send: Send, runNo: string, householdNo: string) {
  return queryOptions({
    queryKey: ['billing-runs', 'steps', runNo, householdNo],
    queryFn: ({ signal }) => send<RunItemSteps>(get(`${pathOf(runNo)}/items/${encodeURIComponent(householdNo)}`, signal)),
  })
}

export function runFile(send: Send, runNo: string, asked: RunFilters): Promise<Blob> {
  return send({ method: 'GET', path: `${pathOf(runNo)}/export`, query: asked, file: true })
}

export function correctRun(send: Send, runNo: string, body: CorrectRun, key: string): Promise<{ readonly households: number }> {
  return send(post(`${pathOf(runNo)}/corrections`, key, body))
}

export function actOnRun(send: Send, runNo: string, act: 'stop' | 'resume', key: string): Promise<BillingRun> {
  return send(post(`${pathOf(runNo)}/${act}`, key))
}
