import type { Readable } from 'node:stream'
import type { RunExportQuery, RunItem } from '../../../../shared/contracts/billing/runs.ts'
import { formatArea, plainYuan } from '../../../../shared/format/amount.ts'
import { runSelections } from '../../../../shared/format/run-selections.ts'
import type { Database } from '../../database/database.ts'
import type { Caller } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import { type CellValue, type SheetColumn, writeWorkbook } from '../../platform/xlsx/index.ts'
import { walkRunItems } from '../../reports/billing-run-items.ts'
import type { Audit } from '../audit/index.ts'
import { listRuns, type RunMode } from './billing-run.repository.ts'

const compared: Readonly<Record<RunMode, string>> = { preview: '上季应收', post: '上季应收', compare: '已出账金额' }

function columnsOf(mode: RunMode): readonly SheetColumn[] {
  return [
    { title: '客户卡号', width: 14, text: true },
    { title: '户主', width: 12 },
    { title: '地址', width: 32 },
    { title: '组织', width: 18 },
    { title: '收费面积', width: 12 },
    { title: '本季应收', width: 12 },
    { title: compared[mode], width: 12 },
    { title: '相差', width: 12 },
    { title: '结论', width: 12 },
    { title: '不能出账的原因', width: 48 },
  ]
}

/** 导出: the households of a run as they are filtered, as a stream. Names are masked; who exported what is in the log first. Throws NOT_FOUND. */
export function exportRun({ database, audit }: { readonly database: Database; readonly audit: Audit }) {
  const walk = walkRunItems(database)
  return async (caller: Caller, runNo: string, query: RunExportQuery): Promise<Readable> => {
    const { tenantId, unitIds } = caller.scope
    const run = await database.write(async (unit) => {
      const [found] = await listRuns(unit, tenantId, unitIds, runNo)
      if (!found) throw notFound('这次出账')
      await audit.record(unit, caller, {
        action: 'billing.run.export',
        subjectKind: 'billing-run',
        subjectNo: runNo,
        detail: { filter: query },
      })
      return found
    })
    return writeWorkbook({ name: run.mode === 'compare' ? '出账差异' : '出账', columns: columnsOf(run.mode), rows: rows() })

    async function* rows() {
      for await (const item of walk({ tenantId, runId: run.id }, query)) yield cellsOf(item)
    }
  }
}

function cellsOf({
  householdNo,
  customerName,
  address,
  orgUnit,
  billedMilliM2,
  amountFen,
  comparedFen,
  verdict,
  reason,
}: RunItem): CellValue[] {
  return [
    householdNo,
    customerName,
    address,
    orgUnit,
    { number: billedMilliM2 === null ? '' : formatArea(billedMilliM2) },
    { number: plainYuan(amountFen) },
    { number: comparedFen === null ? '' : plainYuan(comparedFen) },
    { number: comparedFen === null ? '' : plainYuan(amountFen - comparedFen) },
    verdict === null ? '' : runSelections[verdict],
    reason ?? '',
  ]
}
