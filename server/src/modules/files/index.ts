import type { Unit } from '../../database/unit-of-work.ts'
import type { JobHandler } from '../../jobs/handler.ts'
import type { Clock } from '../../platform/clock.ts'
import { listStoredFiles, moveFile, renameSubject } from './files.repository.ts'
import { type KeepFileDeps, keepFile } from './keep-file.ts'
import { type PurgeOrphansDeps, purgeOrphans } from './purge-orphans.ts'
import { type ReadFileDeps, readFile } from './read-file.ts'

export { type FileRecord, listStoredFiles } from './files.repository.ts'
export { presentFile } from './presenter.ts'

export type Files = {
  readonly keep: ReturnType<typeof keepFile>
  readonly read: ReturnType<typeof readFile>
  readonly list: typeof listStoredFiles
  readonly renameSubject: typeof renameSubject
  /** Takes a kept file away; its bytes go a day later. False when it is not there. Who may, and when, the owner of the subject decides. */
  remove(unit: Unit, file: { readonly tenantId: number; readonly fileNo: string }): Promise<boolean>
  readonly jobs: readonly JobHandler[]
}

export type FilesDeps = KeepFileDeps & ReadFileDeps & PurgeOrphansDeps & { readonly clock: Clock }

/** The room of files: rows here, bytes in the store. A file belongs to a subject of another room, which decides who sees and changes it. */
export function createFiles(deps: FilesDeps): Files {
  const { clock } = deps
  return {
    keep: keepFile(deps),
    read: readFile(deps),
    list: listStoredFiles,
    renameSubject,
    remove: (unit, file) => moveFile(unit, file, { event: 'remove', to: 'removed', at: clock.now() }),
    jobs: [purgeOrphans(deps)],
  }
}
