import { type Database, isDuplicate } from '../database/database.ts'
import type { Unit } from '../database/unit-of-work.ts'
import type { Purge } from '../jobs/purge.ts'
import { rateCounts } from './rate-count.model.ts'

/** Hits of one key in its window, this one counted, and when the window ends. */
export type Hits = { readonly hits: number; readonly untilAt: number }

/** Counts in windows that begin with the first hit and have a fixed length. */
export type RateCounter = {
  hit(key: string, everyMs: number, now: number): Promise<Hits>
  /** Takes one hit back: it turned out not to be of the kind that is counted. */
  takeBack(key: string, now: number): Promise<void>
}

/** So many addresses a process remembers at once, about 10 MB. */
export const KEYS_AT_MOST = 50_000

/**
 * Counts in this process alone: for limits that protect the process itself. When it is full, whoever has been quiet for longest is
 * forgotten first, so that nobody can empty somebody else's count by coming from many addresses while that one goes on.
 */
export function countHere(keysAtMost = KEYS_AT_MOST): RateCounter & { readonly size: () => number } {
  const windows = new Map<string, Hits>()
  return {
    size: () => windows.size,
    async hit(key, everyMs, now) {
      const known = windows.get(key)
      const next = known && known.untilAt > now ? { ...known, hits: known.hits + 1 } : { hits: 1, untilAt: now + everyMs }
      // Put in anew, the key is the youngest: a Map keeps the order in which keys came.
      windows.delete(key)
      windows.set(key, next)
      const [quietest] = windows.keys()
      if (windows.size > keysAtMost && quietest !== undefined) windows.delete(quietest)
      return next
    },
    async takeBack(key, now) {
      const known = windows.get(key)
      if (known && known.untilAt > now) windows.set(key, { ...known, hits: Math.max(0, known.hits - 1) })
    },
  }
}

/** Counts in the database: for limits against guessing, which hold however many processes there are and whichever restarts. */
export function countEverywhere(database: Database): RateCounter {
  return {
    async hit(key, everyMs, now) {
      const once = () => database.write((unit) => hitRow(unit, key, everyMs, now))
      // Two first hits at once: the loser finds the winner's row.
      return once().catch((error) => (isDuplicate(error) ? once() : Promise.reject(error)))
    },
    async takeBack(key, now) {
      await database.write((unit) =>
        unit.execute('UPDATE rate_counts SET hits = hits - 1 WHERE rate_key = :key AND until_at > :now AND hits > 0', { key, now }),
      )
    },
  }
}

async function hitRow(unit: Unit, key: string, everyMs: number, now: number): Promise<Hits> {
  const untilAt = now + everyMs
  // `hits` first: the database sets columns one after the other, and both look at the old end of the window.
  const touched = await unit.execute(
    `UPDATE rate_counts SET hits = CASE WHEN until_at <= :now THEN 1 ELSE hits + 1 END,
       until_at = CASE WHEN until_at <= :now THEN :untilAt ELSE until_at END WHERE rate_key = :key`,
    { key, now, untilAt },
  )
  if (touched === 0) {
    await unit.insert(rateCounts, [{ id: unit.newId(rateCounts), rate_key: key, hits: 1, until_at: untilAt }])
    return { hits: 1, untilAt }
  }
  const [row] = await unit.select<Hits>('SELECT hits, until_at AS untilAt FROM rate_counts WHERE rate_key = :key', { key })
  return row ?? { hits: 1, untilAt }
}

/** Windows that have ended count for nothing. */
export const rateCountPurge: Purge = { table: 'rate_counts', keepMs: 3_600_000, over: 'until_at <= :before' }
