import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

export type Call = {
  readonly method: string
  /** Path and query exactly as in the request line: request signatures cover these characters. */
  readonly target: string
  readonly query: URLSearchParams
  readonly params: Readonly<Record<string, string>>
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
  readonly remoteAddress: string
}

/** `hang` never answers, `drop` cuts the connection: what a caller meets when the network fails. */
export type Reply =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string | Buffer }
  | 'hang'
  | 'drop'

export type Route = {
  readonly method: 'GET' | 'POST'
  /** `/orders/:no` puts the decoded segment into `params.no`. */
  readonly path: string
  readonly answer: (call: Call) => Reply | Promise<Reply>
}

const LONGEST_BODY_BYTES = 1_048_576

/** Paths are matched as they stand in the request line, not tidied up: what a proxy in front has judged is what is served. */
export function createRouter(routes: readonly Route[]): Server {
  const table = routes.map((route) => ({ ...route, pattern: patternOf(route.path) }))
  return createServer((request, response) => {
    const [path = '/', search = ''] = (request.url ?? '/').split('?', 2)
    for (const { method, pattern, answer } of table) {
      const match = method === request.method ? pattern.exec(path) : null
      if (match === null) continue
      void respond(request, response, new URLSearchParams(search), match.groups ?? {}, answer)
      return
    }
    write(response, { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'not found' })
  })
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
  groups: Readonly<Record<string, string>>,
  answer: Route['answer'],
): Promise<void> {
  try {
    const body = await readBody(request)
    const params = Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]))
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
    )
    const reply = await answer({
      method: request.method ?? '',
      target: request.url ?? '/',
      query,
      params,
      headers,
      body,
      remoteAddress: request.socket.remoteAddress ?? '',
    })
    if (reply === 'drop') request.socket.destroy()
    else if (reply !== 'hang') write(response, reply)
  } catch (error) {
    process.stderr.write(`${request.method} ${request.url}: ${error instanceof Error ? error.stack : String(error)}\n`)
    if (!response.headersSent) write(response, { status: 500, body: 'simulator error' })
  }
}

function patternOf(path: string): RegExp {
  const source = path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:(\w+)/g, '(?<$1>[^/]+)')
  return new RegExp(`^${source}$`)
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > LONGEST_BODY_BYTES) throw new Error('body too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function write(response: ServerResponse, reply: Exclude<Reply, string>): void {
  response.writeHead(reply.status, { 'cache-control': 'no-store', ...reply.headers })
  response.end(reply.body)
}
