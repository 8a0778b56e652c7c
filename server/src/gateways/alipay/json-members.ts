/**
 * The members of the JSON object in these bytes, each as the very bytes of its value: Alipay signs the text of one member as it was
 * sent. Null when the bytes are not one object, or when a name comes twice (two readers could then see two different values).
 */
export function jsonMembers(body: Buffer): ReadonlyMap<string, Buffer> | null {
  // one character per byte, so that positions are positions of bytes
  const text = body.toString('latin1')
  if (!isObject(body)) return null
  const members = new Map<string, Buffer>()
  let at = skipSpace(text, 0) + 1
  while (true) {
    at = skipSpace(text, at)
    if (text[at] === '}') return members
    const nameEnd = endOfValue(text, at)
    const name = JSON.parse(body.subarray(at, nameEnd).toString('utf8')) as string
    const start = skipSpace(text, skipSpace(text, nameEnd) + 1)
    const end = endOfValue(text, start)
    if (members.has(name)) return null
    members.set(name, body.subarray(start, end))
    at = skipSpace(text, end)
    if (text[at] === ',') at += 1
  }
}

function isObject(body: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1
  return at
}

/** Where the value that begins here ends; the text is known to be valid JSON. */
function endOfValue(text: string, from: number): number {
  let depth = 0
  let at = from
  while (at < text.length) {
    const character = text.charAt(at)
    if (character === '"') {
      at = endOfString(text, at)
      if (depth === 0) return at
      continue
    }
    if (character === '{' || character === '[') depth += 1
    else if (character === '}' || character === ']') {
      if (depth === 0) return at
      depth -= 1
      if (depth === 0) return at + 1
    } else if (depth === 0 && (character === ',' || ' \t\r\n'.includes(character))) return at
    at += 1
  }
  return at
}

function endOfString(text: string, from: number): number {
  let at = from + 1
  while (text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1
  return at + 1
}
