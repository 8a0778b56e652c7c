import type { Database } from '../../database/database.ts'
import { answerKeyOf } from '../../database/idempotency.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { FileStore } from '../../gateways/file-store/port.ts'
import type { JobHandler } from '../../jobs/handler.ts'
import type { Clock } from '../../platform/clock.ts'
import type { CrashAt } from '../../platform/crash-points.ts'
import { type FileRecord, listOrphans, moveFile } from './files.repository.ts'
import { NOTHING_KEPT } from './keep-file.ts'
import { storeKeyOf } from './store-key.ts'

export type PurgeOrphansDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly crashAt: CrashAt
  readonly store: FileStore
}

const HOUR = 3_600_000
/** Longer than any upload takes, and long enough to ask for a file that was taken away by mistake. */
const KEEP_MS = 24 * HOUR
const AT_ONCE = 100

/** 清理无主文件: claimed in the row first, then gone from the store, then gone in the row. Stopped anywhere, it goes on the next time. */
export function purgeOrphans({ database, clock, crashAt, store }: PurgeOrphansDeps): JobHandler {
  return {
    kind: 'files.purge',
    title: '清理没有用到的文件',
    everyMs: HOUR,
    async handle() {
      const orphans = await database.read((unit) => listOrphans(unit, clock.now() - KEEP_MS, AT_ONCE))
      const failed: string[] = []
      for (const file of orphans) {
        // To the end of the line, so that one the store refuses does not hold up the others.
        const claimed = await database.write((unit) => moveFile(unit, file, { event: 'purge', to: 'purging', at: clock.now() - KEEP_MS }))
        if (!claimed) continue
        crashAt('files.purge.claimed')
        const removed = await store.remove(storeKeyOf(file))
        if (removed.kind === 'gone') await database.write((unit) => drop(unit, file))
        else failed.push(`${file.fileNo} ${removed.reason}`)
      }
      if (failed.length > 0) throw new Error(`files not purged: ${failed.join(', ')}`)
    },
  }

  async function drop(unit: Unit, file: FileRecord): Promise<void> {
    await moveFile(unit, file, { event: 'drop', to: 'gone', at: clock.now() })
    // An upload still waiting under its key will not come to an end any more.
    await answerKeyOf(unit, file.fileNo, NOTHING_KEPT)
  }
}
