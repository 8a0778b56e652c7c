export const statementStateLabels = {
  waiting: '等待账单',
  'no-bill': '当日无账单',
  matched: '相符',
  different: '有差异',
  settled: '差异已处理',
} as const
export type StatementState = keyof typeof statementStateLabels
export const statementStates = Object.keys(statementStateLabels) as readonly StatementState[]

/** Where a day stands: `open` differences wait for a word or a second person, `all` are those that did not heal by themselves. */
export function statementStateOf(bill: 'none' | 'there', { open, all }: { readonly open: number; readonly all: number }): StatementState {
  if (open > 0) return 'different'
  if (all > 0) return 'settled'
  return bill === 'none' ? 'no-bill' : 'matched'
}
