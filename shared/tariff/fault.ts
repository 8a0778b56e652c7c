/**
 * A reason why something cannot be priced or published, for a person to read. Faults are returned, all at once, never thrown.
 * `path` names the place in what was handed in ('areas[0].billedMilliM2', 'rules[2].params.priceE4').
 */
export type Fault = { readonly code: FaultCode; readonly path: string; readonly message: string }

export type FaultCode =
  | 'IMPOSSIBLE_VALUE'
  | 'UNKNOWN_RULE_KIND'
  | 'OVERLAPPING_RULES'
  | 'NO_RULE'
  | 'NO_AREAS'
  | 'AREA_NOT_RECORDED'
  | 'SEASON_MISMATCH'
  | 'AMOUNT_TOO_LARGE'
  | 'FACT_NOT_RECORDED'
  | 'NEEDS_CONTRACT'
  | 'OVERLAPPING_DATES'
  | 'BANDS_WITH_GAPS'
  | 'BANDS_OVERLAP'
  | 'WEIGHTS_DO_NOT_ADD_UP'
  | 'AREA_PARTS_DO_NOT_ADD_UP'
  | 'METER_READING_WRONG'
  | 'METER_UNIT_MISMATCH'
  | 'TOO_MANY_STOPS'
  | 'CIRCULAR_FEES'
  | 'CANNOT_BE_DIVIDED'

/** The same fault seen from one level up: its path gets a prefix. */
export function within(prefix: string, faults: readonly Fault[]): Fault[] {
  return faults.map((fault) => ({ ...fault, path: fault.path === '' ? prefix : `${prefix}.${fault.path}` }))
}

export function impossible(path: string, message: string): Fault {
  return { code: 'IMPOSSIBLE_VALUE', path, message }
}

/** No fault when `value` is a whole number from `min` to `max`. */
export function checkWhole(path: string, label: string, value: unknown, min: number, max: number): Fault[] {
  const fits = typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max
  return fits ? [] : [impossible(path, `${label}应为 ${min} 到 ${max} 之间的整数，现为 ${String(value)}`)]
}

export function checkOneOf(path: string, label: string, value: unknown, allowed: readonly unknown[]): Fault[] {
  return allowed.includes(value) ? [] : [impossible(path, `${label}只能是 ${allowed.join('、')}，现为 ${String(value)}`)]
}

/** What JSON from outside holds under its keys, or an empty object when it is no object at all. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}
