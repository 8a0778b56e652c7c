const LEADS = { first: 0x81, last: 0xfe } as const
const TRAILS = { first: 0x40, last: 0xfe } as const

let codes: ReadonlyMap<string, number> | null = null

/** Text as GBK bytes; what GBK doesn't have becomes a question mark, as in the platform's files. */
export function encodeGbk(text: string): Buffer {
  codes ??= readCodes()
  const table = codes
  const bytes = [...text].flatMap((character) => {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) return [code]
    const pair = table.get(character)
    return pair === undefined ? [0x3f] : [pair >> 8, pair & 0xff]
  })
  return Buffer.from(bytes)
}

/** Node reads GBK but doesn't write it: the table is what reading every pair gives. */
function readCodes(): ReadonlyMap<string, number> {
  const decoder = new TextDecoder('gbk')
  const table = new Map<string, number>()
  for (let lead: number = LEADS.first; lead <= LEADS.last; lead += 1) {
    for (let trail: number = TRAILS.first; trail <= TRAILS.last; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if ([...character].length === 1 && character !== '\ufffd' && !table.has(character)) table.set(character, (lead << 8) | trail)
    }
  }
  return table
}
