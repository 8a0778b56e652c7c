/** Counts the statements of one act. Give `see` to the database as `onStatement`. */
export type Statements = {
  readonly see: (sql: string) => void
  /** What `work` sent, in order. Left out: the statements that begin and end transactions, and who is asking (one per request). */
  of<Result>(work: () => Promise<Result>): Promise<{ readonly result: Result; readonly statements: readonly string[] }>
}

/** Beginning and end of transactions, and settings of a fresh connection. */
const FRAME = /^(START TRANSACTION|COMMIT|ROLLBACK|BEGIN|SET )/
/** The one statement that tells who a request comes from. */
const WHO_ASKS = /FROM (sessions|staff|resident_identities)\b/

export function countStatements(): Statements {
  let seen: string[] = []
  return {
    see: (sql) => seen.push(sql.trim()),
    async of(work) {
      seen = []
      const result = await work()
      return { result, statements: seen.filter((sql) => !FRAME.test(sql) && !WHO_ASKS.test(sql)) }
    },
  }
}
