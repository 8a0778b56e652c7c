import type { Readable } from 'node:stream'
import type { ExportHouseholds } from '../../../../shared/contracts/exchange.ts'
import { formatArea, plainYuan } from '../../../../shared/format/amount.ts'
import { maskName, maskPhone } from '../../../../shared/format/mask.ts'
import type { Database } from '../../database/database.ts'
import type { Caller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { type CellValue, type SheetColumn, writeWorkbook } from '../../platform/xlsx/index.ts'
import { type ListedHousehold, walkHouseholds } from '../../reports/household-list.ts'
import type { Audit } from '../audit/index.ts'
import { useStatuses } from './household-columns.ts'

const COLUMNS: readonly SheetColumn[] = [
  { title: '客户卡号', width: 14, text: true },
  { title: '户主', width: 16 },
  { title: '电话', width: 14, text: true },
  { title: '地址', width: 32 },
  { title: '组织', width: 18 },
  { title: '小区', width: 16 },
  { title: '用热状态', width: 10 },
  { title: '采暖面积', width: 12 },
  { title: '欠费', width: 12 },
  { title: '余额', width: 12 },
  { title: '客户子类型', width: 12 },
  { title: '换热站', width: 16 },
  { title: '交费单位', width: 18 },
  { title: '合同编号', width: 16, text: true },
  { title: '黑名单', width: 8 },
]

/**
 * 导出: the households of the list as it is filtered, or those of them that are chosen, in its order, as a stream: rows are read while the file is fetched. Who exported what, and why
 * with whole names, is in the log before the first row is read.
 */
export function exportHouseholds({
  database,
  clock,
  audit,
}: {
  readonly database: Database
  readonly clock: Clock
  readonly audit: Audit
}) {
  const walk = walkHouseholds({ database, clock })
  return async (caller: Caller, { filter, householdNos, personal, reason }: ExportHouseholds): Promise<Readable> => {
    await database.write((unit) =>
      audit.record(unit, caller, {
        action: 'households.export',
        subjectKind: 'export',
        subjectNo: 'households',
        detail: { filter, chosen: householdNos?.length ?? null, personal, reason: reason ?? null },
      }),
    )
    return writeWorkbook({ name: '用热户', columns: COLUMNS, rows: rows() })

    async function* rows() {
      for await (const household of walk(caller, { filter, householdNos })) yield cellsOf(household, personal === 'whole')
    }
  }
}

function cellsOf(household: ListedHousehold, whole: boolean): readonly CellValue[] {
  const {
    householdNo,
    customerKind,
    customerName,
    customerPhone,
    address,
    orgUnit,
    community,
    status,
    billedMilliM2,
    owedFen,
    balanceFen,
  } = household
  return [
    householdNo,
    whole || customerKind === 'firm' ? customerName : maskName(customerName),
    customerPhone === null ? '' : whole ? customerPhone : maskPhone(customerPhone),
    address,
    orgUnit,
    community,
    useStatuses.find(({ code }) => code === (status ?? 'not-connected'))?.name ?? '',
    { number: formatArea(Number(billedMilliM2)) },
    { number: plainYuan(Number(owedFen)) },
    { number: plainYuan(Number(balanceFen)) },
    household.subType ?? '',
    household.substation ?? '',
    household.payingOrg ?? '',
    household.contractNo ?? '',
    household.blacklisted === 1 ? '是' : '',
  ]
}
