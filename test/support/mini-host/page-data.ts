type Data = Record<string, unknown>

/** What crosses the bridge between script and screen: JSON and nothing else. */
export function acrossBridge<Value>(value: Value): Value {
  return value !== null && typeof value === 'object' ? (JSON.parse(JSON.stringify(value)) as Value) : value
}

/** Applies a setData payload: keys are paths such as `root.cn.[0].cn`. */
export function applyPayload(data: Data, payload: Readonly<Data>): void {
  for (const [path, value] of Object.entries(payload)) applyPath(data, path, acrossBridge(value))
}

function applyPath(data: Data, path: string, value: unknown): void {
  const keys = path
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter((key) => key !== '')
  const last = keys.pop()
  if (last === undefined) return
  let target = data
  keys.forEach((key, index) => {
    const next = keys[index + 1] ?? last
    target[key] ??= /^\d+$/.test(next) ? [] : {}
    target = target[key] as Data
  })
  if (value === undefined) delete target[last]
  else target[last] = value
}

/** Alipay's $spliceData: `path` is followed by the arguments of Array.splice. */
export function applySplices(data: Data, payload: Readonly<Record<string, readonly unknown[]>>): void {
  for (const [path, [start, count, ...items]] of Object.entries(payload)) {
    const list = path.split('.').reduce<unknown>((value, key) => (value as Data)[key], data)
    ;(list as unknown[]).splice(Number(start), Number(count), ...items.map(acrossBridge))
  }
}
