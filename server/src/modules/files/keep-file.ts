import { FILE_BYTES_AT_MOST } from '../../../../shared/contracts/files.ts'
import type { Database } from '../../database/database.ts'
import { answerKey, claimKey, firstAnswer, isKeySeen } from '../../database/idempotency.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { FileStore } from '../../gateways/file-store/port.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { Caller, IdempotencyKey } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import type { CrashAt } from '../../platform/crash-points.ts'
import { sha256 } from '../../platform/crypto.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Logger } from '../../platform/logger.ts'
import { type FileRecord, findFile, insertPendingFile, moveFile, type Subject } from './files.repository.ts'
import { mediaTypeOf, nameFor } from './media-type.ts'
import { storeKeyOf } from './store-key.ts'

export type KeepFileDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly logger: Logger
  readonly crashAt: CrashAt
  readonly store: FileStore
}

/** The answer of an upload that was purged before it came to its end. */
export const NOTHING_KEPT = ''

/** What the room that owns the subject does in the two units around the call. */
export type FileActs = {
  /** Before the bytes leave: locks and judges the subject and answers it. */
  prepare(unit: Unit): Promise<Subject>
  /** Once they are stored: judges again, writes the audit row. */
  record(unit: Unit, file: FileRecord): Promise<void>
}

/**
 * Keeps a file: a row `pending`, then the bytes into the store with nothing open, then the row `stored`. Sent again with the same key it
 * goes on where it was. Answers the file's number. Throws FILE_TYPE, FILE_TOO_LARGE, FILE_STORE_UNKNOWN, FILE_LOST, and what the acts throw.
 */
export function keepFile({ database, clock, logger, crashAt, store }: KeepFileDeps) {
  return async (caller: Caller, given: { readonly name: string; readonly bytes: Buffer }, acts: FileActs): Promise<string> => {
    const { name, bytes } = given
    const { tenantId } = caller.scope
    const mediaType = mediaTypeOf(bytes)
    if (mediaType === null) throw new DomainError(422, 'FILE_TYPE', '只能上传 PDF 或 JPEG、PNG、WebP 图片；这个文件的内容不是其中任何一种')
    if (bytes.length > FILE_BYTES_AT_MOST) throw new DomainError(413, 'FILE_TOO_LARGE', '文件最大 10 MB')

    const begun = await begin(mediaType)
    if (begun.done) return begun.fileNo
    crashAt('files.file.prepared')
    const file = await database.read((unit) => findFile(unit, tenantId, begun.fileNo))
    if (!file || (file.state !== 'pending' && file.state !== 'stored')) throw lost()
    const stored = await store.put(storeKeyOf(file), bytes, file.mediaType)
    if (stored.kind === 'unknown') {
      logger.error({ fileNo: file.fileNo, reason: stored.reason }, 'a file could not be stored')
      throw new DomainError(502, 'FILE_STORE_UNKNOWN', '文件暂时存不进去，请稍后再试')
    }
    crashAt('files.file.called')
    const kept = await database.write(async (unit) => {
      const news = await moveFile(unit, file, { event: 'store', to: 'stored', at: clock.now() })
      if (!news && (await findFile(unit, tenantId, file.fileNo))?.state !== 'stored') return false
      if (news) await acts.record(unit, file)
      if (caller.key) await answerKey(unit, caller.key, file.fileNo)
      return true
    })
    if (kept) return file.fileNo
    // Purged while the bytes were under way: nobody else would ever look for them.
    await store.remove(storeKeyOf(file))
    throw lost()

    async function begin(type: NonNullable<typeof mediaType>): Promise<{ readonly fileNo: string; readonly done: boolean }> {
      const fileNo = businessNumber('F', clock)
      try {
        await database.write(async (unit) => {
          if (caller.key) await claimKey(unit, caller.key, tenantId, fileNo)
          const subject = await acts.prepare(unit)
          await insertPendingFile(unit, {
            tenantId,
            fileNo,
            sha256: sha256(bytes),
            byteCount: bytes.length,
            mediaType: type,
            name: nameFor(name, type),
            subject,
            uploadedBy: caller.actor.name,
            at: clock.now(),
          })
        })
        return { fileNo, done: false }
      } catch (error) {
        if (caller.key && isKeySeen(error)) return goOn(caller.key)
        throw error
      }
    }
  }

  /** The first sending did not come to its end: the same body has the same bytes, and storing them again does no harm. */
  async function goOn(key: IdempotencyKey): Promise<{ readonly fileNo: string; readonly done: boolean }> {
    try {
      const fileNo = await firstAnswer<string>(database, key)
      if (fileNo === NOTHING_KEPT) throw lost()
      return { fileNo, done: true }
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'IN_PROGRESS') throw error
      return { fileNo: String(error.facts?.orderNo), done: false }
    }
  }
}

function lost(): DomainError {
  return new DomainError(409, 'FILE_LOST', '上传中断太久，请重新选择文件上传')
}
