import http from 'node:http'
import { CONNECTIONS } from './system.ts'

export type Request = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}
export type Measured = { readonly count: number; readonly seconds: number; readonly latenciesMs: readonly number[] }

/** Asks `next` for requests and keeps as many on their way as there are connections, until it has none left. */
export async function load(url: string, next: () => Request | null): Promise<Measured> {
  const { hostname, port } = new URL(url)
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const latenciesMs: number[] = []
  const started = performance.now()
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let request = next(); request; request = next()) {
        const from = performance.now()
        await send({ agent, hostname, port }, request)
        latenciesMs.push(performance.now() - from)
      }
    }),
  )
  const seconds = (performance.now() - started) / 1000
  agent.destroy()
  return { count: latenciesMs.length, seconds, latenciesMs }
}

/** A request that is refused ends the benchmark: a wrong answer is quick. */
export function send(
  to: { readonly agent?: http.Agent; readonly hostname: string; readonly port: string },
  { method, path, headers, body }: Request,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const content = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }
    const request = http.request({ ...to, method, path, headers: { ...headers, ...content } }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        if ((response.statusCode ?? 500) < 300) resolve(text)
        else reject(new Error(`${method} ${path} was answered ${response.statusCode}: ${text.slice(0, 300)}`))
      })
      response.on('error', reject)
    })
    request.on('error', reject)
    request.end(body)
  })
}

/** Requests for as long as the time lasts. */
export function forSeconds(seconds: number, make: (index: number) => Request): () => Request | null {
  const until = performance.now() + seconds * 1000
  let index = 0
  return () => {
    if (performance.now() >= until) return null
    index += 1
    return make(index - 1)
  }
}

/** Each of these once. */
export function eachOnce(requests: readonly Request[]): () => Request | null {
  let index = 0
  return () => {
    index += 1
    return requests[index - 1] ?? null
  }
}
