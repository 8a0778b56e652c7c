import type { UploadContacts, UploadImport } from '../../../../shared/contracts/exchange.ts'
import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { Caller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { sha256 } from '../../platform/crypto.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { findUnitByCode } from '../tenancy/index.ts'
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
    assertWorkbook(bytes)
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const importNo = businessNumber('IM', clock)
      const { fileName, seasonCode, newCommunities, heightOver, heightPer } = given
      const fileSha256 = sha256(bytes)
      const options = { newCommunities, ...(heightOver ? { heightOver } : {}), ...(heightPer ? { heightPer } : {}) }
      const startedBy = caller.actor.name
      await insertImport(
        unit,
        { tenantId, importNo, kind: 'households', orgUnitId, seasonCode, fileName, fileSha256, options, startedBy },
        bytes,
      )
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

/** 上传修改: the same for a workbook of contacts, held against what there is below this unit. Throws NOT_FOUND, NOT_XLSX. */
export function uploadContacts({ database, queue, clock, audit }: Omit<UploadDeps, 'reference'>) {
  return async (caller: Caller, { fileName, orgUnit }: UploadContacts, bytes: Buffer): Promise<string> => {
    const { tenantId } = caller.scope
    assertWorkbook(bytes)
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const place = await findUnitByCode(unit, caller.scope, orgUnit)
      if (!place) throw notFound('该组织')
      const importNo = businessNumber('IM', clock)
      const fileSha256 = sha256(bytes)
      const options = { newCommunities: 'refuse' } as const
      const frame = { tenantId, importNo, kind: 'contacts', orgUnitId: place.id, seasonCode: '', startedBy: caller.actor.name } as const
      await insertImport(unit, { ...frame, fileName, fileSha256, options }, bytes)
      await queue.add(unit, { tenantId, kind: 'exchange.import.check', businessKey: importNo, payload: { importNo } })
      await audit.record(unit, caller, {
        action: 'exchange.contacts.upload',
        subjectKind: 'import',
        subjectNo: importNo,
        detail: { fileName, bytes: bytes.length, sha256: fileSha256 },
        orgUnitId: place.id,
      })
      return importNo
    })
  }
}

function assertWorkbook(bytes: Buffer): void {
  if (bytes.subarray(0, 4).toString('latin1') !== 'PK\u0003\u0004')
    throw new DomainError(422, 'NOT_XLSX', '这不是 Excel 工作簿（.xlsx），请用下载的文件填写后上传')
}
