type JsonAnswer =
  | { readonly kind: 'json'; readonly json: Readonly<Record<string, unknown>> }
  | { readonly kind: 'no-answer'; readonly reason: string }

/** GET that never throws and never repeats the address in a reason. WeChat sends JSON as text/plain, so the content type is not asked. */
export async function fetchJson(url: string, timeoutMs: number): Promise<JsonAnswer> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
    const text = await response.text()
    if (response.status !== 200) return { kind: 'no-answer', reason: `HTTP ${response.status}` }
    return readObject(text)
  } catch (error) {
    return { kind: 'no-answer', reason: error instanceof Error && error.name === 'TimeoutError' ? 'timed out' : 'connection failed' }
  }
}

function readObject(text: string): JsonAnswer {
  try {
    const json: unknown = JSON.parse(text)
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return { kind: 'json', json: json as Record<string, unknown> }
  } catch {
    // falls through: text that is no JSON is no answer
  }
  return { kind: 'no-answer', reason: 'no JSON in the answer' }
}
