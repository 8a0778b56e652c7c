/** Put behind a LIKE whose pattern comes from `beginsWith` or `contains`: both engines then read %, _ and ! in the term as themselves. */
export const ESCAPED = `ESCAPE '!'`

export function beginsWith(term: string): string {
  return `${escaped(term)}%`
}

export function contains(term: string): string {
  return `%${escaped(term)}%`
}

function escaped(term: string): string {
  return term.replace(/[!%_]/g, '!$&')
}
