import type { Fetch } from '../../../../admin/src/api/transport.ts'

export type Asked = { readonly method: string; readonly url: string; readonly headers: Headers; readonly body: string | null }
export type Told = { readonly status: number; readonly body?: unknown } | 'broken'

/** A wire with nobody at the other end but `answer`; remembers what was asked. */
export function fakeFetch(answer: (asked: Asked) => Told | Promise<Told>) {
  const asked: Asked[] = []
  const fetch: Fetch = async (input, init = {}) => {
    const one = {
      method: init.method ?? 'GET',
      url: String(input),
      headers: new Headers(init.headers),
      body: (init.body ?? null) as string | null,
    }
    asked.push(one)
    const told = await answer(one)
    if (told === 'broken') throw new TypeError('Failed to fetch')
    return new Response(told.status === 204 ? null : JSON.stringify(told.body ?? {}), { status: told.status })
  }
  return { fetch, asked }
}

export function problem(status: number, code: string, detail = '说明') {
  return { status, body: { type: 'about:blank', title: code, status, code, detail, requestId: 'req-12345678' } }
}
