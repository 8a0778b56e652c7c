import type { FileRecord } from './files.repository.ts'

/**
 * Where the bytes of a row lie. Named by their hash, and by the row too: what is purged with one row can then never be what
 * another, uploaded meanwhile, relies on.
 */
export function storeKeyOf({ tenantId, sha256, fileNo }: Pick<FileRecord, 'tenantId' | 'sha256' | 'fileNo'>): string {
  return `${tenantId}/${sha256}/${fileNo}`
}
