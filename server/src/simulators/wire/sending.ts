import { Agent as HttpAgent, request as httpRequest, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'

/** A notice as it goes over the wire. */
export type SignedNotice = { readonly headers: Readonly<Record<string, string>>; readonly body: string }

/** `text`: how the answer began. */
export type SendResult = {
  readonly status: number | null
  readonly text: string | null
  readonly error: string | null
  readonly durationMs: number
}

/** One send as the book keeps it. `kind`: `true`, or the kind of forgery. */
export type Attempt = SendResult & { readonly at: number; readonly url: string; readonly kind: string }

const LONGEST_TEXT = 200

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
    const end = (status: number | null, text: string | null, error: string | null) => {
      resolve({ status, text, error, durationMs: Math.round(performance.now() - started) })
    }
    const target = {
      ...options,
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      signal: AbortSignal.timeout(timeoutMs),
    }
    const request = (secure ? httpsRequest : httpRequest)(url, target, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text = (text + chunk).slice(0, LONGEST_TEXT)
      })
      // the answer counts when it is whole: the platform reads it to the end, too
      response.on('end', () => end(response.statusCode ?? null, text, null))
    })
    request.on('error', (error) => end(null, null, error.name === 'AbortError' ? 'timed out' : error.message))
    request.end(body)
  })
}

/** What is sent where: `times` sends over `sockets` connections that work at the same time, and over `urls` in turn. */
export type Spread = { readonly urls: readonly string[]; readonly times: number; readonly sockets: number }

/** Each send is signed afresh, as platforms do; results come in the order they were begun. */
export async function sendMany(
  { clock, timeoutMs }: { readonly clock: { now(): number }; readonly timeoutMs: number },
  notice: () => SignedNotice,
  { urls, times, sockets }: Spread,
): Promise<readonly Attempt[]> {
  const attempts: Attempt[] = []
  let begun = 0
  const worker = async (socket: number) => {
    const url = urls[socket % urls.length] ?? ''
    const connection = connect(url, timeoutMs)
    try {
      while (begun < times) {
        const index = begun
        begun += 1
        const at = clock.now()
        attempts[index] = { at, url, kind: 'true', ...(await connection.send(notice())) }
      }
    } finally {
      connection.close()
    }
  }
  await Promise.all(Array.from({ length: Math.min(sockets, times) }, (_, socket) => worker(socket)))
  return attempts
}
