import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import type { Caller } from '../../platform/caller.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { changeImport, clashes, countRows, findCommitting, findImport, lockCompany, lockImport, shareCompany } from './import.repository.ts'

export type CommitDeps = { readonly database: Database; readonly queue: JobQueue; readonly audit: Audit }

/**
 * 确认导入: everything that could refuse is looked at here, in one unit, before anything is written; from its end on the import owns its card numbers
 * (`refuseWhileImporting`), so the posting that follows can be interrupted but not refused. Asked again it changes nothing. Throws NOT_FOUND,
 * IMPORT_NOT_READY, IMPORT_RUNNING, IMPORT_EXPIRED, HOUSEHOLD_NO_TAKEN.
 */
export function commitImport({ database, queue, audit }: CommitDeps) {
  return (caller: Caller, importNo: string): Promise<string> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const found = await findImport(unit, caller.scope, importNo)
      if (!found) throw notFound('这次导入')
      const contacts = found.kind === 'contacts'
      if (!contacts) await lockCompany(unit, tenantId)
      const state = await lockImport(unit, found.id)
      if (state === 'committing' || state === 'done') return importNo
      if (state !== 'ready')
        throw new DomainError(409, 'IMPORT_NOT_READY', state === 'faulty' ? '工作簿有错误，请改正后重新上传' : '工作簿还在校验，请稍候')
      const other = contacts ? null : await findCommitting(unit, tenantId)
      if (other) throw running(other)
      const { rows, households } = await countRows(unit, found.id)
      if (rows !== found.rowCount || households !== found.householdCount)
        throw new DomainError(409, 'IMPORT_EXPIRED', '上传的内容已过保存期，请重新上传')
      const taken = contacts ? [] : await clashes(unit, tenantId, found.id)
      if (taken.length > 0) {
        const errors = taken.map(({ rowNo, householdNo }) => ({
          path: `row.${rowNo}`,
          message: `第 ${rowNo} 行的客户卡号 ${householdNo} 已被使用`,
        }))
        throw new DomainError(409, 'HOUSEHOLD_NO_TAKEN', `校验之后有客户卡号被使用：${errors[0]?.message}，请改正后重新上传`, { errors })
      }
      await changeImport(unit, found.id, 'commit', { committedBy: caller.actor.name })
      const kind = contacts ? 'exchange.contacts.commit' : 'exchange.import.commit'
      await queue.add(unit, { tenantId, kind, businessKey: importNo, payload: { importNo } })
      await audit.record(unit, caller, {
        action: kind,
        subjectKind: 'import',
        subjectNo: importNo,
        detail: { households, arrearsFen: found.statistics?.arrearsFen ?? 0, balanceFen: found.statistics?.balances.totalFen ?? 0 },
        orgUnitId: found.orgUnitId,
      })
      return importNo
    })
  }
}

/** Handed to the households room: while a company's import is being posted no other card number may come into being there. */
export async function refuseWhileImporting(unit: Unit, tenantId: number): Promise<void> {
  await shareCompany(unit, tenantId)
  const importNo = await findCommitting(unit, tenantId)
  if (importNo) throw running(importNo)
}

function running(importNo: string): DomainError {
  return new DomainError(409, 'IMPORT_RUNNING', `批次 ${importNo} 正在导入用热户，请等它完成后再操作`, { facts: { importNo } })
}
