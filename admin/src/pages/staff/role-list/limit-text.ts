import { plainYuan } from '../../../../../shared/format/amount.ts'

/** '5000' and '5000.5' as whole fen; null for what is no amount. */
export function fenOf(text: string): number | null {
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.trim())
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0') || '0') : null
}

export function yuanTexts(limits: Readonly<Record<string, number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(limits).map(([name, fen]) => [name, plainYuan(fen)]))
}

/** What was typed beside the rights that are ticked: the limits in fen, and the rights whose limit is no amount. */
export function limitsOf(texts: Readonly<Record<string, string>>, ticked: ReadonlySet<string>) {
  const limits: Record<string, number> = {}
  const wrong: string[] = []
  for (const [name, text] of Object.entries(texts)) {
    if (!ticked.has(name) || text.trim() === '') continue
    const fen = fenOf(text)
    if (fen === null) wrong.push(name)
    else limits[name] = fen
  }
  return { limits, wrong }
}
