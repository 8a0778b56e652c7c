import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Page } from '../../../shared/contracts/fields.ts'
import type { Difference, DifferenceQuery, Statement, StatementQuery } from '../../../shared/contracts/reconciliation.ts'
import { get, post, type Send } from './client.ts'

const root = '/api/staff/statements'
const pathOf = (statementNo: string) => `${root}/${encodeURIComponent(statementNo)}`
const pollMs = 2000
/** A platform that has not answered after so long will be asked again by the job; the page need not wait for it. */
const waitsMs = 120_000

/** Asked and not answered yet. */
export function isAwaited({ askedAt, fetchedAt }: Pick<Statement, 'askedAt' | 'fetchedAt'>, now = Date.now()): boolean {
  const unanswered = fetchedAt === null || Date.parse(fetchedAt) < Date.parse(askedAt)
  return unanswered && now - Date.parse(askedAt) < waitsMs
}

export function statementList(send: Send, query: Partial<StatementQuery>) {
  return queryOptions({
    queryKey: ['statements', 'list', query],
    queryFn: ({ signal }) => send<Page<Statement>>(get(root, signal, query)),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some((one) => isAwaited(one)) ? pollMs : false),
  })
}

export function oneStatement(send: Send, statementNo: string) {
  return queryOptions({
    queryKey: ['statements', 'one', statementNo],
    queryFn: ({ signal }) => send<Statement>(get(pathOf(statementNo), signal)),
    refetchInterval: ({ state }) => (state.data && isAwaited(state.data) ? pollMs : false),
  })
}

/** `version` (when it was last compared) makes the question a new one when the day was looked at again. */
export function differenceList(send: Send, statementNo: string, { version, ...query }: DifferenceQuery & { readonly version: string }) {
  return queryOptions({
    queryKey: ['statements', 'differences', statementNo, query, version],
    queryFn: ({ signal }) => send<Page<Difference>>(get(`${pathOf(statementNo)}/differences`, signal, query)),
    placeholderData: keepPreviousData,
  })
}

export function fetchStatements(send: Send, body: { readonly day: string }, key: string): Promise<{ statementNos: string[] }> {
  return send(post(root, key, body))
}

export type DifferenceAct = 'explanation' | 'confirmation' | 'rejection'

export function actOnDifference(send: Send, differenceNo: string, act: DifferenceAct, body: object, key: string): Promise<unknown> {
  return send(post(`/api/staff/differences/${encodeURIComponent(differenceNo)}/${act}`, key, body))
}
