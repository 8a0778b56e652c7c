/** '300', '300.5' and '300.50' typed as yuan are 30000, 30050 and 30050 fen; null for what is no amount above 0. By digits, so nothing is rounded. */
export function fenOfYuan(text: string | null | undefined): number | null {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text?.trim() ?? '')
  if (!match) return null
  const [, whole = '', part = ''] = match
  const fen = Number(`${whole}${part.padEnd(2, '0')}`)
  return fen > 0 ? fen : null
}
