import type { Database } from '../../server/src/database/database.ts'
import type { Unit } from '../../server/src/database/unit-of-work.ts'

/** A database whose first locking unit stops right before its commit: everything written, every lock held. */
export type HeldDatabase = {
  readonly database: Database
  /** Resolves when the unit has come there. */
  readonly arrived: Promise<void>
  letGo(): void
}

/** `first` runs at the very beginning of each unit, before any lock: a mistake to be shown. */
export function heldBeforeCommit(database: Database, first?: (unit: Unit) => Promise<unknown>): HeldDatabase {
  let arrive = () => {}
  let letGo = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const released = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let held = false
  const write: Database['write'] = (work, options) =>
    database.write(async (unit) => {
      let locked = false
      await first?.(unit)
      const result = await work({
        ...unit,
        selectForUpdate: (sql, values) => {
          locked = true
          return unit.selectForUpdate(sql, values)
        },
      })
      if (locked && !held) {
        held = true
        arrive()
        await released
      }
      return result
    }, options)
  return { database: { ...database, write }, arrived, letGo }
}

/** A database whose first locking unit stops right before its lock: everything it read earlier may be old by then. */
export function heldBeforeLock(database: Database): HeldDatabase {
  let arrive = () => {}
  let letGo = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const released = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const write: Database['write'] = (work, options) =>
    database.write(
      (unit) =>
        work({
          ...unit,
          selectForUpdate: async (sql, values) => {
            arrive()
            await released
            return unit.selectForUpdate(sql, values)
          },
        }),
      options,
    )
  return { database: { ...database, write }, arrived, letGo }
}

/** The same database, each of whose units begins with this. */
export function beginningWith(database: Database, first: (unit: Unit) => Promise<unknown>): Database {
  return {
    ...database,
    write: (work, options) =>
      database.write(async (unit) => {
        await first(unit)
        return work(unit)
      }, options),
  }
}
