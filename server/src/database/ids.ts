/** Thrown inside a unit of work whose leased ids ran out: the unit rolls back, leases and starts again. */
export class IdsRanDry extends Error {
  readonly table: string
  constructor(table: string) {
    super(`the leased ids of ${table} ran dry`)
    this.table = table
  }
}

/** The smallest lease; a use-case that knows it needs more names the number. */
export const LEASE = 1_000
/** Who takes more than that at once will take as much again: ten times its number is leased, so that nine times of ten it need not ask. */
const AHEAD = 10

/** Takes `count` ids of each table from id_blocks in a committed transaction of its own; answers the first id of each. */
export type LeaseIds = (wanted: ReadonlyMap<string, number>) => Promise<ReadonlyMap<string, number>>

/** Ids handed out from memory. They are unique per table and not in time order. */
export class IdPool {
  readonly #blocks = new Map<string, { next: number; end: number }>()
  readonly #lease: LeaseIds

  constructor(lease: LeaseIds) {
    this.#lease = lease
  }

  /** Makes sure that so many ids of each table are at hand. Never call inside a unit of work. */
  async reserve(wanted: Readonly<Record<string, number>>): Promise<void> {
    const short = new Map<string, number>()
    for (const [table, count] of Object.entries(wanted)) {
      const block = this.#blocks.get(table)
      if (!block || block.end - block.next < count) short.set(table, Math.max(LEASE, AHEAD * count))
    }
    if (short.size === 0) return
    for (const [table, first] of await this.#lease(short)) this.#blocks.set(table, { next: first, end: first + (short.get(table) ?? 0) })
  }

  take(table: string): number {
    const block = this.#blocks.get(table)
    if (!block || block.next >= block.end) throw new IdsRanDry(table)
    const id = block.next
    block.next += 1
    return id
  }
}
