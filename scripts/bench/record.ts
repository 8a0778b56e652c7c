/** The statements of one act, in order, as the driver sends them. */
export type Act = readonly string[]

export type Recorder = {
  readonly see: (sql: string) => void
  /** Statements that came while `work` ran. One act at a time. */
  act(work: () => Promise<unknown>): Promise<Act>
}

/** Writes down what a database is asked. `keep` may leave statements out. */
export function createRecorder(): Recorder {
  let seen: string[] | null = null
  return {
    see: (sql) => {
      seen?.push(sql.trim())
    },
    async act(work) {
      seen = []
      try {
        await work()
        return seen
      } finally {
        seen = null
      }
    },
  }
}

const FRAME = /^(START TRANSACTION|COMMIT|ROLLBACK|BEGIN|SET )/
const WHO_ASKS = /FROM (sessions|staff|resident_identities)\b/

/** Counted as the project counts: beginning and end of transactions and the one statement that tells who asks left out. */
export function countOf(act: Act): number {
  return act.filter((sql) => !FRAME.test(sql) && !WHO_ASKS.test(sql)).length
}
