import type { Readable } from 'node:stream'
import { actionLabels } from '../../../../shared/access/action-labels.ts'
import type { AuditFilter } from '../../../../shared/contracts/audit/logs.ts'
import { operationLines } from '../../../../shared/format/operation-words.ts'
import { formatInstant } from '../../../../shared/format/time.ts'
import type { Database } from '../../database/database.ts'
import type { Caller } from '../../platform/caller.ts'
import { type CellValue, type SheetColumn, writeWorkbook } from '../../platform/xlsx/index.ts'
import { type AuditRecord, walkAudit } from './audit.repository.ts'
import type { record } from './record.ts'

const COLUMNS: readonly SheetColumn[] = [
  { title: '时间', width: 20, text: true },
  { title: '操作人', width: 24 },
  { title: '操作', width: 20 },
  { title: '对象', width: 24, text: true },
  { title: '内容', width: 80 },
  { title: 'IP', width: 18, text: true },
  { title: '请求编号', width: 28, text: true },
]
/** What one sheet takes. */
const ROWS_AT_MOST = 100_000

/** 导出日志: what is filtered, newest first, as a stream. Who exported what is in the log before the first row is read. */
export function exportAuditLog({ database, record: write }: { readonly database: Database; readonly record: ReturnType<typeof record> }) {
  return async (caller: Caller, filter: AuditFilter): Promise<Readable> => {
    await database.write((unit) =>
      write(unit, caller, { action: 'audit.export.run', subjectKind: 'export', subjectNo: 'audit-log', detail: { filter } }),
    )
    return writeWorkbook({ name: '操作日志', columns: COLUMNS, rows: rows() })

    async function* rows() {
      let left = ROWS_AT_MOST
      for await (const row of walkAudit(database, caller.scope, filter)) {
        if (left === 0) return
        left -= 1
        yield cellsOf(row)
      }
    }
  }
}

function cellsOf({ at, actorName, action, subjectNo, detail, ip, requestId }: AuditRecord): readonly CellValue[] {
  const words = operationLines(JSON.parse(detail))
    .map(({ name, text }) => `${name} ${text}`)
    .join('；')
  return [formatInstant(at), actorName, actionLabels[action] ?? action, subjectNo, words, ip ?? '', requestId ?? '']
}
