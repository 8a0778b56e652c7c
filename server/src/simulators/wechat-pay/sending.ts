import { Agent as HttpAgent, request as httpRequest, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { SignedNotice } from './notices.ts'

export type SendResult = { readonly status: number | null; readonly error: string | null; readonly durationMs: number }

/** A connection of its own: everything sent over it goes through one socket, one after the other. */
export type Connection = { send(notice: SignedNotice): Promise<SendResult>; close(): void }

export function connect(url: string, timeoutMs: number): Connection {
  const secure = url.startsWith('https:')
  const agent = secure ? new HttpsAgent({ keepAlive: true, maxSockets: 1 }) : new HttpAgent({ keepAlive: true, maxSockets: 1 })
  return {
    send: (notice) => post(url, notice, { agent }, timeoutMs, secure),
    close: () => agent.destroy(),
  }
}

function post(
  url: string,
  { headers, body }: SignedNotice,
  options: RequestOptions,
  timeoutMs: number,
  secure: boolean,
): Promise<SendResult> {
  const started = performance.now()
  return new Promise((resolve) => {
    const end = (status: number | null, error: string | null) => {
      resolve({ status, error, durationMs: Math.round(performance.now() - started) })
    }
    const target = {
      ...options,
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      signal: AbortSignal.timeout(timeoutMs),
    }
    const request = (secure ? httpsRequest : httpRequest)(url, target, (response) => {
      // the answer counts when it is whole: the platform reads it to the end, too
      response.resume().on('end', () => end(response.statusCode ?? null, null))
    })
    request.on('error', (error) => end(null, error.name === 'AbortError' ? 'timed out' : error.message))
    request.end(body)
  })
}
