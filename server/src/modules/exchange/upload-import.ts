import type { UploadImport } from '../../../../shared/contracts/exchange.ts'
import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { Caller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { sha256 } from '../../platform/crypto.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { insertImport } from './import.repository.ts'
import type { ReadReference } from './reference.ts'

export type UploadDeps = {
  readonly database: Database
  readonly queue: JobQueue
  readonly clock: Clock
  readonly audit: Audit
  readonly reference: ReadReference
}

/** Keeps an uploaded workbook and asks for its check, which is a job. Answers its number. Throws INVALID, NOT_XLSX. */
export function uploadImport({ database, queue, clock, audit, reference }: UploadDeps) {
  return async (caller: Caller, given: UploadImport, bytes: Buffer): Promise<string> => {
    const { tenantId } = caller.scope
    const { orgUnitId } = await reference(caller.scope, given)
    if (bytes.subarray(0, 4).toString('latin1') !== 'PK\u0003\u0004')
      throw new DomainError(422, 'NOT_XLSX', '这不是 Excel 工作簿（.xlsx），请用下载的模板填写后上传')
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const importNo = businessNumber('IM', clock)
      const { fileName, seasonCode, newCommunities, heightOver, heightPer } = given
      const fileSha256 = sha256(bytes)
      const options = { newCommunities, ...(heightOver ? { heightOver } : {}), ...(heightPer ? { heightPer } : {}) }
      const startedBy = caller.actor.name
      await insertImport(unit, { tenantId, importNo, orgUnitId, seasonCode, fileName, fileSha256, options, startedBy }, bytes)
      await queue.add(unit, { tenantId, kind: 'exchange.import.check', businessKey: importNo, payload: { importNo } })
      await audit.record(unit, caller, {
        action: 'exchange.import.upload',
        subjectKind: 'import',
        subjectNo: importNo,
        detail: { fileName, seasonCode, bytes: bytes.length, sha256: fileSha256 },
        orgUnitId,
      })
      return importNo
    })
  }
}
