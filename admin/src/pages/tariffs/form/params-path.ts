/** The values of a rule: JSON as it is stored. Every change makes a new tree, so that what was saved stays comparable. */
export type Params = Readonly<Record<string, unknown>>

export function isParams(value: unknown): value is Params {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `cap.kind` of { cap: { kind: 'none' } } is 'none'; undefined where there is nothing. */
export function valueAt(params: Params, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isParams(value) ? value[key] : undefined), params)
}

export function withValue(params: Params, path: string, value: unknown): Params {
  const [key = '', ...rest] = path.split('.')
  if (rest.length === 0) return { ...params, [key]: value }
  const inner = params[key]
  return { ...params, [key]: withValue(isParams(inner) ? inner : {}, rest.join('.'), value) }
}

/** Takes the value away, and what becomes empty by it. */
export function withoutValue(params: Params, path: string): Params {
  const [key = '', ...rest] = path.split('.')
  const { [key]: inner, ...others } = params
  if (rest.length === 0 || !isParams(inner)) return others
  const left = withoutValue(inner, rest.join('.'))
  return Object.keys(left).length === 0 ? others : { ...params, [key]: left }
}
