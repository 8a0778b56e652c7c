import { readFileSync, statSync } from 'node:fs'
import { localDayOf } from '../../../shared/calendar/local-day.ts'
import type { Clock } from './clock.ts'

/**
 * A clock shifted by the milliseconds that stand in a file, so that a test or the demo can move a running server's time.
 * The file is looked at again at most ten times a second. Refused in production by the settings.
 */
export function fileClock(file: string): Clock {
  let offset = 0
  let lookedAt = 0
  let changedAt = -1
  const now = () => {
    const real = Date.now()
    if (real - lookedAt > 100) {
      lookedAt = real
      const { mtimeMs } = statSync(file)
      if (mtimeMs !== changedAt) {
        changedAt = mtimeMs
        offset = Number(readFileSync(file, 'utf8').trim()) || 0
      }
    }
    return real + offset
  }
  return { now, today: () => localDayOf(now()) }
}
