import { ControlError } from './replies.ts'

export function readText(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') throw new ControlError(`${name} is missing`)
  return value
}

export function readInteger(value: unknown, name: string, least: number): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least)
    throw new ControlError(`${name} is not a whole number from ${least}`)
  return value
}

/** ISO 8601, or UTC milliseconds. */
export function readInstant(value: unknown, name: string): number {
  const at = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN
  if (!Number.isSafeInteger(at)) throw new ControlError(`${name} is not a time`)
  return at
}

export function readObject(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (value === undefined) return {}
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ControlError(`${name} is not an object`)
  return value as Readonly<Record<string, unknown>>
}

/** Addresses on this machine only: the simulator must not become a way to reach others. */
export function readUrls(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) throw new ControlError('urls is not a list of addresses')
  return value.map((url) => {
    if (typeof url !== 'string' || !/^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/.test(url))
      throw new ControlError('urls must be on this machine')
    return url
  })
}

export function oneOf<T extends string>(values: readonly T[], value: unknown, name: string): T {
  const found = values.find((candidate) => candidate === value)
  if (found === undefined) throw new ControlError(`${name} is none of ${values.join(', ')}`)
  return found
}
