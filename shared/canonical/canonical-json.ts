/**
 * One text for one value: keys sorted by code unit, no white space. What is hashed and sealed is written by this function, so
 * both database engines and every version of the server make the same bytes.
 * Takes whole numbers, strings, booleans, null, arrays and plain objects. Throws TypeError, naming the place, for anything that
 * has no single spelling: undefined, fractions, unsafe integers, bigint, dates, functions.
 */
export function canonicalJson(value: unknown): string {
  return write(value, null, '$')
}

/** Where a value stands, as the way up from it: spelled out only when something is wrong there, for this runs over every row there is. */
type Place = { readonly above: Place | null; readonly step: string | number }

function write(value: unknown, above: Place | null, step: string | number): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError(`${spelled({ above, step })} is not a whole number: ${value}`)
    return String(value)
  }
  if (Array.isArray(value)) {
    const here = { above, step }
    let items = ''
    // Not map: it leaves holes out, and a hole has no spelling either.
    for (let index = 0; index < value.length; index += 1) items += `${index > 0 ? ',' : ''}${write(value[index], here, index)}`
    return `[${items}]`
  }
  if (isPlainObject(value)) {
    const here = { above, step }
    let members = ''
    for (const key of Object.keys(value).sort())
      members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${write(value[key], here, key)}`
    return `{${members}}`
  }
  throw new TypeError(`${spelled({ above, step })} cannot be written: ${typeof value}`)
}

/** `$.lines[2].amountFen` */
function spelled({ above, step }: Place): string {
  if (above === null) return String(step)
  return `${spelled(above)}${typeof step === 'number' ? `[${step}]` : `.${step}`}`
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
