import type { Call, Reply, Route } from './router.ts'

export function json(value: unknown, status = 200): Reply {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) }
}

export function redirect(location: string): Reply {
  return { status: 303, headers: { location } }
}

export function text(status: number, contentType: string, body: string): Reply {
  return { status, headers: { 'content-type': `${contentType}; charset=utf-8` }, body }
}

/** The JSON object of a request body, `{}` for an empty one; null when it is something else. */
export function readBody(call: Call): Record<string, unknown> | null {
  if (call.body.length === 0) return {}
  try {
    const value: unknown = JSON.parse(call.body.toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** What a control endpoint throws for a request that makes no sense; becomes a 400 with the sentence. */
export class ControlError extends Error {}

/**
 * A control endpoint: JSON in, JSON out, for a program on this machine that talks to the simulator's own port. A request that came
 * through a proxy, or from a page (whose Host or Origin is another), is refused: whoever reaches the public port must not move money or time.
 */
export function control(method: 'GET' | 'POST', path: string, act: (body: Record<string, unknown>, call: Call) => unknown): Route {
  return {
    method,
    path,
    answer: async (call) => {
      if (!isLocal(call)) return json({ error: 'control endpoints answer local programs only' }, 403)
      const body = readBody(call)
      if (body === null) return json({ error: 'the body is not a JSON object' }, 400)
      try {
        return json((await act(body, call)) ?? {})
      } catch (error) {
        if (error instanceof ControlError) return json({ error: error.message }, 400)
        throw error
      }
    },
  }
}

function isLocal({ remoteAddress, headers }: Call): boolean {
  const fromHere = remoteAddress === '127.0.0.1' || remoteAddress === '::1' || remoteAddress === '::ffff:127.0.0.1'
  const proxied = headers.forwarded ?? headers.via ?? headers['x-forwarded-for'] ?? headers['x-forwarded-host'] ?? headers.origin
  return fromHere && proxied === undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? '')
}
