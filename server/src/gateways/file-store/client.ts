import { createLocalFileStore } from './local-store.ts'
import { createOssFileStore } from './oss-store.ts'
import type { FileStore } from './port.ts'
import type { FileStoreSettings } from './settings.ts'

export type { FileStoreSettings, OssSettings } from './settings.ts'

export function createFileStore(settings: FileStoreSettings): FileStore {
  return settings.kind === 'local' ? createLocalFileStore(settings.folder) : createOssFileStore(settings)
}
