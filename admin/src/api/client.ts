import { ApiProblem } from './problem.ts'
import type { Session } from './session.ts'
import { type Exchange, exchange, type Fetch, type QueryValue } from './transport.ts'

export type Send = <Answer>(request: StaffRequest) => Promise<Answer>
export type StaffRequest = Omit<Exchange, 'headers'> & { readonly idempotencyKey?: string | undefined }

/** Sends staff requests with the current token. A refused token is renewed once and the same request, with the same key, goes out again. */
export function createSend(fetch: Fetch, session: Pick<Session, 'token' | 'refresh'>): Send {
  return async <Answer>({ idempotencyKey, ...request }: StaffRequest): Promise<Answer> => {
    const attempt = () => {
      const headers: Record<string, string> = { Authorization: `Bearer ${session.token() ?? ''}` }
      if (idempotencyKey !== undefined) headers['Idempotency-Key'] = idempotencyKey
      return exchange<Answer>(fetch, { ...request, headers })
    }
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 401) throw error
      if (!(await session.refresh())) throw error
      return attempt()
    }
  }
}

export function get(path: string, signal: AbortSignal, query?: Readonly<Record<string, QueryValue>>): StaffRequest {
  return { method: 'GET', path, signal, query }
}

export function post(path: string, idempotencyKey: string, body?: unknown): StaffRequest {
  return { method: 'POST', path, idempotencyKey, body }
}
