import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createFileStore } from '../../server/src/gateways/file-store/client.ts'
import type { FileStore } from '../../server/src/gateways/file-store/port.ts'

let kept: FileStore | undefined

/** Files in a folder of this test process, which goes with it. */
export function temporaryFileStore(): FileStore {
  if (!kept) {
    const folder = mkdtempSync(path.join(tmpdir(), 'nuanzhang-files-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    kept = createFileStore({ kind: 'local', folder })
  }
  return kept
}
