import type { Database } from './database.ts'
import type { Unit } from './unit-of-work.ts'

/** Carries what the work answered out of the transaction that is undone. */
class Undone extends Error {
  readonly result: unknown
  constructor(result: unknown) {
    super('a rehearsal is always undone')
    this.result = result
  }
}

/**
 * Does the work and undoes all of it: a preview that cannot differ from the act, because it is the act. It waits for the same locks, for as long as the
 * act itself would. Ids it took are gone.
 */
export async function rehearse<Result>(database: Database, work: (unit: Unit) => Promise<Result>): Promise<Result> {
  try {
    return await database.write<Result>(async (unit) => {
      throw new Undone(await work(unit))
    })
  } catch (error) {
    if (error instanceof Undone) return error.result as Result
    throw error
  }
}
