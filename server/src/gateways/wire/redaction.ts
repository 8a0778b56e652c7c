import { asObject, type JsonObject } from './json.ts'

/** Keeps the named fields of a request or answer and masks some of them. A list of what may stay: a field invented tomorrow is left out. */
export function createRedaction(kept: ReadonlySet<string>, masked: ReadonlySet<string>) {
  return function redact(json: JsonObject): Record<string, unknown> {
    const result: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(json)) {
      if (!kept.has(name)) continue
      const inner = asObject(value)
      if (inner !== null) result[name] = redact(inner)
      else if (masked.has(name)) result[name] = maskOpenid(String(value))
      else if (typeof value === 'string' || typeof value === 'number') result[name] = value
    }
    return result
  }
}

/** `oUpF8uMuAJO_M2pxb1Q9zNjWeS6o` becomes `oUp***S6o`: enough to compare two rows, too little to use. */
export function maskOpenid(openid: string): string {
  return openid.length < 12 ? '***' : `${openid.slice(0, 3)}***${openid.slice(-3)}`
}
