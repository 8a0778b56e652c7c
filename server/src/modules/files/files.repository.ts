import { type StoredFileEvent, type StoredFileState, storedFileStatesBefore } from '../../../../shared/states/stored-file.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { files } from './file.model.ts'

/** What a file belongs to, e.g. `price-notice` and its number. */
export type Subject = { readonly kind: 'price-notice'; readonly no: string }

export type FileRecord = {
  readonly id: number
  readonly tenantId: number
  readonly fileNo: string
  readonly sha256: string
  readonly byteCount: number
  readonly mediaType: string
  readonly name: string
  readonly subjectNo: string
  readonly state: StoredFileState
  readonly uploadedBy: string
  readonly uploadedAt: number
}

const FILE = `SELECT f.id, f.tenant_id AS tenantId, f.file_no AS fileNo, f.sha256, f.byte_count AS byteCount, f.media_type AS mediaType,
  f.file_name AS name, f.subject_no AS subjectNo, f.state, f.uploaded_by AS uploadedBy, f.created_at AS uploadedAt FROM files f`

export type NewFile = Omit<FileRecord, 'id' | 'subjectNo' | 'state' | 'uploadedAt'> & { readonly subject: Subject; readonly at: number }

export async function insertPendingFile(unit: Unit, file: NewFile): Promise<void> {
  await unit.insert(files, [
    {
      id: unit.newId(files),
      tenant_id: file.tenantId,
      file_no: file.fileNo,
      sha256: file.sha256,
      byte_count: file.byteCount,
      media_type: file.mediaType,
      file_name: file.name,
      subject_kind: file.subject.kind,
      subject_no: file.subject.no,
      state: 'pending',
      uploaded_by: file.uploadedBy.slice(0, 100),
      state_at: file.at,
    },
  ])
}

/** In any state: for the upload that is on its way. */
export async function findFile(unit: ReadUnit, tenantId: number, fileNo: string): Promise<FileRecord | null> {
  const [row] = await unit.select<FileRecord>(`${FILE} WHERE f.tenant_id = :tenantId AND f.file_no = :fileNo`, { tenantId, fileNo })
  return row ?? null
}

/** Kept files of these subjects of one kind, oldest first. */
export async function listStoredFiles(
  unit: ReadUnit,
  wanted: { readonly tenantId: number; readonly kind: Subject['kind']; readonly nos: readonly string[] },
): Promise<FileRecord[]> {
  if (wanted.nos.length === 0) return []
  return unit.select<FileRecord>(
    `${FILE} WHERE f.tenant_id = :tenantId AND f.subject_kind = :kind AND f.subject_no IN (:nos) AND f.state = 'stored'
     ORDER BY f.created_at, f.id`,
    wanted,
  )
}

/** One step of a file's life; false when it is not (any more) in a state that allows it. */
export async function moveFile(
  unit: Unit,
  file: { readonly tenantId: number; readonly fileNo: string },
  step: { readonly event: StoredFileEvent; readonly to: StoredFileState; readonly at: number },
): Promise<boolean> {
  const touched = await unit.execute(
    `UPDATE files SET state = :to, state_at = :at, version = version + 1
     WHERE tenant_id = :tenantId AND file_no = :fileNo AND state IN (:from)`,
    { tenantId: file.tenantId, fileNo: file.fileNo, to: step.to, at: step.at, from: storedFileStatesBefore(step.event) },
  )
  return touched === 1
}

/** Files whose bytes nobody needs: uploads that never ended, and what was taken away, both for longer than this. */
export function listOrphans(unit: ReadUnit, before: number, limit: number): Promise<FileRecord[]> {
  return unit.select<FileRecord>(
    `${FILE} WHERE f.state IN ('pending', 'removed', 'purging') AND f.state_at <= :before ORDER BY f.state_at, f.id LIMIT ${Number(limit)}`,
    { before },
  )
}

/** A subject got another number: its files, those under way too, go with it. */
export async function renameSubject(
  unit: Unit,
  given: { readonly tenantId: number; readonly kind: Subject['kind']; readonly from: string; readonly to: string },
): Promise<void> {
  await unit.execute(
    `UPDATE files SET subject_no = :to, version = version + 1
     WHERE tenant_id = :tenantId AND subject_kind = :kind AND subject_no = :from`,
    given,
  )
}
