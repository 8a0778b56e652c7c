import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The provider's own reading of its signature: over the parameters as they came, in its own encoding. Shares nothing with the client.
 */
export function isGenuine(method: string, params: ReadonlyMap<string, string>, secret: string): boolean {
  const given = Buffer.from(params.get('Signature') ?? '', 'base64')
  const names = [...params.keys()].filter((name) => name !== 'Signature').sort()
  const query = names.map((name) => `${percent(name)}=${percent(params.get(name) ?? '')}`).join('&')
  const made = createHmac('sha1', `${secret}&`)
    .update(`${method}&%2F&${percent(query)}`)
    .digest()
  return given.length === made.length && timingSafeEqual(given, made)
}

/** Byte by byte: unreserved characters stay, all others become %XX. */
function percent(text: string): string {
  let encoded = ''
  for (const byte of Buffer.from(text, 'utf8')) {
    const sign = String.fromCharCode(byte)
    encoded += /[A-Za-z0-9\-_.~]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return encoded
}
