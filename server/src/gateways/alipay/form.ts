/** Fields of a form as the bytes that were encoded: Alipay signs the values before they are encoded, in their own charset. */
export type RawForm = ReadonlyMap<string, Buffer>

/** Reads application/x-www-form-urlencoded. Null for broken encoding, and when a name comes twice: nobody could say which one counts. */
export function readForm(body: Buffer): RawForm | null {
  const fields = new Map<string, Buffer>()
  for (const pair of body.toString('latin1').split('&')) {
    if (pair === '') continue
    const split = pair.indexOf('=')
    const name = decode(split < 0 ? pair : pair.slice(0, split))?.toString('latin1')
    const value = decode(split < 0 ? '' : pair.slice(split + 1))
    if (name === undefined || value === null || fields.has(name)) return null
    fields.set(name, value)
  }
  return fields
}

/** Percent-encoding to bytes; null when a % is not followed by two hexadecimal digits. */
function decode(text: string): Buffer | null {
  const spaced = text.replaceAll('+', ' ')
  if (/%(?![0-9A-Fa-f]{2})/.test(spaced)) return null
  return Buffer.from(
    spaced.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}
