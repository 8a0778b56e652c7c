import type { FileStore } from '../../gateways/file-store/port.ts'
import { sha256 } from '../../platform/crypto.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Metrics } from '../../platform/metrics.ts'
import type { FileRecord } from './files.repository.ts'
import { storeKeyOf } from './store-key.ts'

export type ReadFileDeps = { readonly store: FileStore; readonly logger: Logger; readonly metrics: Metrics }

/** The bytes of a kept file, proven by its hash: bytes somebody changed in the store are not handed out. Throws FILE_UNREADABLE. */
export function readFile({ store, logger, metrics }: ReadFileDeps) {
  return async (file: FileRecord): Promise<Buffer> => {
    const got = await store.get(storeKeyOf(file))
    if (got.kind === 'found' && sha256(got.bytes) === file.sha256) return got.bytes
    const reason = got.kind === 'found' ? 'changed' : got.kind === 'missing' ? 'missing' : got.reason
    logger.error({ fileNo: file.fileNo, reason }, 'a file could not be read')
    if (got.kind !== 'unknown') metrics.alert(`file-${reason}`)
    throw new DomainError(502, 'FILE_UNREADABLE', '文件暂时取不出来，请稍后再试或联系管理员')
  }
}
