export type JsonObject = Readonly<Record<string, unknown>>

/** The JSON object in these bytes; null for anything else, never an exception. */
export function readJsonObject(bytes: Buffer): JsonObject | null {
  try {
    return asObject(JSON.parse(bytes.toString('utf8')))
  } catch {
    return null
  }
}

export function asObject(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
}

export function asText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
