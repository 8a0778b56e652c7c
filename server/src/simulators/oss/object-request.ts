import type { IncomingMessage } from 'node:http'

/** One request about one object, bucket in the path or in the host name. */
export type ObjectRequest = {
  readonly method: string
  readonly bucket: string
  readonly key: string
  readonly query: URLSearchParams
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

const LONGEST_BODY_BYTES = 32 * 1_048_576

/** Null when the body is longer than this stand-in keeps. */
export async function readObjectRequest(request: IncomingMessage, buckets: readonly string[]): Promise<ObjectRequest | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > LONGEST_BODY_BYTES) return null
    chunks.push(chunk)
  }
  const [path = '/', search = ''] = (request.url ?? '/').split('?', 2)
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  const byHost = buckets.find((bucket) => headers.host?.startsWith(`${bucket}.`))
  const [, first = '', ...rest] = decodeURIComponent(path).split('/')
  return {
    method: request.method ?? '',
    bucket: byHost ?? first,
    key: byHost === undefined ? rest.join('/') : [first, ...rest].join('/'),
    query: new URLSearchParams(search),
    headers,
    body: Buffer.concat(chunks),
  }
}
