import type { StoredFile } from '../../../../shared/contracts/files.ts'
import type { FileRecord } from './files.repository.ts'

export function presentFile({ fileNo, name, mediaType, byteCount, sha256, uploadedBy, uploadedAt }: FileRecord): StoredFile {
  return { fileNo, name, mediaType, byteCount, sha256, uploadedBy, uploadedAt: new Date(uploadedAt).toISOString() }
}
