/**
 * One text for one value: keys sorted by code unit, no white space. What is hashed and sealed is written by this function, so
 * both database engines and every version of the server make the same bytes.
 * Takes whole numbers, strings, booleans, null, arrays and plain objects. Throws TypeError, naming the place, for anything that
 * has no single spelling: undefined, fractions, unsafe integers, bigint, dates, functions.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$')
}

function write(value: unknown, place: string): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError(`${place} is not a whole number: ${value}`)
    return String(value)
  }
  if (Array.isArray(value)) return `[${Array.from(value, (item, index) => write(item, `${place}[${index}]`)).join(',')}]`
  if (isPlainObject(value)) {
    const keys = Object.keys(value).sort()
    return `{${keys.map((key) => `${JSON.stringify(key)}:${write(value[key], `${place}.${key}`)}`).join(',')}}`
  }
  throw new TypeError(`${place} cannot be written: ${typeof value}`)
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
