export type RawAnswer = {
  readonly kind: 'answer'
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
}

/** What came back, or why nothing usable did. A refused connection is also `no-answer`: a proxy may have passed the request on. */
export type Exchange = RawAnswer | { readonly kind: 'no-answer'; readonly reason: string }

export type OutgoingRequest = {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly timeoutMs: number
  /** Longer answers are `no-answer`; 1 MiB when not given. */
  readonly longestBytes?: number
}

const LONGEST_ANSWER_BYTES = 1_048_576

/** One HTTP exchange without redirects, never throwing. The time limit covers connection, headers and body together. */
export async function exchange({
  method,
  url,
  headers,
  body,
  timeoutMs,
  longestBytes = LONGEST_ANSWER_BYTES,
}: OutgoingRequest): Promise<Exchange> {
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body }),
    })
    const bytes = await readLimited(response, longestBytes)
    if (bytes === null) return { kind: 'no-answer', reason: 'answer too long' }
    return { kind: 'answer', status: response.status, headers: Object.fromEntries(response.headers), body: bytes }
  } catch (error) {
    return { kind: 'no-answer', reason: reasonOf(error) }
  }
}

async function readLimited(response: Response, longestBytes: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > longestBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'timed out'
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : null
  return code ?? 'connection failed'
}
