import { ApiProblem, isProblem, unreachable, unreadable } from './problem.ts'
import type { Progress } from './upload.ts'

export type QueryValue = string | number | undefined
export type Exchange = {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly query?: Readonly<Record<string, QueryValue>> | undefined
  /** JSON, or the bytes of a file. */
  readonly body?: unknown
  /** What is answered is a file: a Blob. */
  readonly file?: boolean
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly signal?: AbortSignal | undefined
  /** How much of the body has left, for a body that takes a while. */
  readonly onProgress?: Progress
}
export type Fetch = (address: string, init?: RequestInit & { readonly onProgress?: Progress }) => Promise<Response>

/** Path with its query; parameters without a value are left out, so that the server sees what the address bar shows. */
export function addressOf(path: string, query: Readonly<Record<string, QueryValue>> = {}): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') parameters.set(name, String(value))
  const text = parameters.toString()
  return text === '' ? path : `${path}?${text}`
}

/** One request and its answer. Throws ApiProblem for every refusal; an aborted request throws the browser's AbortError. */
export async function exchange<Answer>(fetch: Fetch, request: Exchange): Promise<Answer> {
  const headers: Record<string, string> = { Accept: 'application/json', 'X-Nuanzhang-Client': 'console', ...request.headers }
  const init: Parameters<Fetch>[1] & object = {
    method: request.method,
    headers,
    credentials: 'same-origin',
    cache: 'no-store',
    ...(request.onProgress ? { onProgress: request.onProgress } : {}),
  }
  if (request.body instanceof Blob) {
    headers['Content-Type'] = 'application/octet-stream'
    init.body = request.body
  } else if (request.body !== undefined) {
    headers['Content-Type'] = 'application/json'
    init.body = JSON.stringify(request.body)
  }
  if (request.signal) init.signal = request.signal
  const response = await fetch(addressOf(request.path, request.query), init).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw unreachable()
  })
  const requestId = response.headers.get('x-request-id') ?? ''
  if (response.status === 204) return undefined as Answer
  if (response.ok && request.file) return (await response.blob()) as Answer
  const answer: unknown = await response.json().catch(() => {
    throw unreadable(response.status, requestId)
  })
  if (response.ok) return answer as Answer
  throw isProblem(answer) ? new ApiProblem(answer) : unreadable(response.status, requestId)
}
