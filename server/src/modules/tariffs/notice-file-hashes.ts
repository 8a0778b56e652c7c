import type { Unit } from '../../database/unit-of-work.ts'
import type { Files } from '../files/index.ts'
import { lockNotice } from './rule-set-file.repository.ts'

/**
 * The hashes of the files of a price notice, oldest first, with the notice held. They stand beside the content of a set and not in it: a
 * file uploaded after publishing must not change the hash of what was published.
 */
export async function noticeFileHashes(files: Files, unit: Unit, tenantId: number, no: string): Promise<readonly string[]> {
  await lockNotice(unit, tenantId, no)
  return (await files.list(unit, { tenantId, kind: 'price-notice', nos: [no] })).map(({ sha256 }) => sha256)
}
