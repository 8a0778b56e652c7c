import { fieldsOf } from '../../../../shared/tariff/fault.ts'
import type { Database } from '../../database/database.ts'
import type { Clock } from '../../platform/clock.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { type ContactsRoom, householdFaults } from '../households/index.ts'
import { checkContacts } from './check-contacts.ts'
import { householdColumns } from './household-columns.ts'
import { importRows } from './import.model.ts'
import {
  changeImport,
  dropParts,
  dropRows,
  findImportInCompany,
  type ImportRecord,
  readBytes,
  type StagedRow,
  stageRows,
  takenNumbers,
} from './import.repository.ts'
import { StatisticsOfImport } from './import-statistics.ts'
import { CHANGES_AT_MOST } from './post-contacts.ts'
import type { ReadRow } from './read-households.ts'
import type { SheetKind } from './read-workbook.ts'
import type { ReadReference } from './reference.ts'
import { type Fault, fault } from './sheet-fault.ts'
import { readInThread } from './workbook-thread.ts'

export type CheckDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly reference: ReadReference
  readonly contacts: ContactsRoom
}

const ROWS_AT_ONCE = 2_000

/**
 * 校验: reads the workbook in a thread, holds every row against the company's data, and keeps rows and faults for preview and commit. Killed, it
 * starts again from nothing: until it has ended nobody builds on its rows.
 */
export function checkImport({ database, clock, reference, contacts }: CheckDeps) {
  return async (tenantId: number, payload: unknown): Promise<void> => {
    const importNo = String(fieldsOf(payload).importNo)
    const found = await database.read((unit) => findImportInCompany(unit, tenantId, importNo))
    if (!found || !(await database.write((unit) => changeImport(unit, found.id, 'check', { rowCount: 0, faultCount: 0 })))) return
    while ((await database.write((unit) => dropRows(unit, found.id, ROWS_AT_ONCE))) > 0);
    const result = await checkRows(found)
    const event = result.faultCount === 0 && result.fileFaults.length === 0 ? 'accept' : 'refuse'
    await database.write(async (unit) => {
      await changeImport(unit, found.id, event, { ...result, checkedAt: clock.now() })
      await dropParts(unit, found.id)
    })
  }

  async function checkRows(found: ImportRecord) {
    const statistics = new StatisticsOfImport()
    let header: readonly string[] = []
    let fileFaults: readonly Fault[] = []
    let rowCount = 0
    let faultCount = 0
    let changed = 0
    const result = () =>
      found.kind === 'contacts'
        ? { fileFaults, header, rowCount, faultCount, householdCount: changed }
        : { fileFaults, header, rowCount, faultCount, householdCount: statistics.households, statistics: statistics.result() }
    const read = await referenceOf(found)
    if ('faults' in read) {
      fileFaults = read.faults
      return result()
    }
    const bytes = await readBytes((work) => database.read(work), found.id)
    for await (const piece of readInThread(bytes, read.reference)) {
      if (piece.kind === 'header') header = piece.header
      else if (piece.kind === 'end') fileFaults = piece.faults
      else {
        const staged =
          found.kind === 'contacts' ? await stagedContacts(found, piece.rows) : await stagedHouseholds(found, piece.rows, statistics)
        changed += staged.filter(({ state }) => state === 'ok').length
        faultCount += staged.reduce((sum, { faults }) => sum + (faults ? (JSON.parse(faults) as Fault[]).length : 0), 0)
        rowCount += staged.length
        await database.write(
          async (unit) => {
            await stageRows(unit, staged)
            await changeImport(unit, found.id, 'check', { rowCount, faultCount })
          },
          { ids: { [importRows.name]: staged.length } },
        )
      }
    }
    if (found.kind === 'contacts' && fileFaults.length === 0 && faultCount === 0) fileFaults = countFaults(changed)
    return result()
  }

  async function stagedHouseholds(found: ImportRecord, rows: readonly ReadRow[], statistics: StatisticsOfImport): Promise<StagedRow[]> {
    const checked = await againstDatabase(found.tenantId, rows)
    for (const { household } of checked) if (household) statistics.add(household)
    return checked.map((row) => stagedRow(found, row))
  }

  async function stagedContacts({ tenantId, id, orgUnitId }: ImportRecord, rows: readonly ReadRow[]): Promise<StagedRow[]> {
    const numbers = rows.flatMap(({ householdNo }) => householdNo ?? [])
    const found = await database.read((unit) => contacts.find(unit, { tenantId, unitIds: [orgUnitId] }, numbers))
    const byNumber = new Map(found.map((one) => [one.householdNo, one]))
    return rows.map((row) => {
      const { staged, faults } = checkContacts(row, byNumber.get(row.householdNo ?? ''))
      return {
        tenant_id: tenantId,
        import_id: id,
        row_no: row.rowNo,
        state: faults.length > 0 ? 'bad' : staged ? 'ok' : 'same',
        household_no: row.householdNo,
        cells: JSON.stringify(row.cells),
        record: staged ? JSON.stringify(staged) : null,
        faults: faults.length > 0 ? JSON.stringify(faults) : null,
      }
    })
  }

  /** Between upload and check the unit or season may have gone: that is a fault of the import, not of the job. */
  async function referenceOf({
    kind,
    tenantId,
    orgUnitId,
    orgUnit,
    seasonCode,
    options,
  }: ImportRecord): Promise<{ reference: SheetKind } | { faults: Fault[] }> {
    if (kind === 'contacts') return { reference: 'contacts' }
    try {
      return await reference({ tenantId, unitIds: [orgUnitId] }, { orgUnit, seasonCode, ...options })
    } catch (error) {
      if (error instanceof DomainError) return { faults: [fault(null, null, error.detail)] }
      throw error
    }
  }

  /** What only the company's data and the form's own contract know. */
  async function againstDatabase(tenantId: number, rows: readonly ReadRow[]): Promise<readonly ReadRow[]> {
    const numbers = rows.flatMap(({ householdNo }) => householdNo ?? [])
    const taken = await database.read((unit) => takenNumbers(unit, tenantId, numbers))
    return rows.map((row) => {
      const faults: Fault[] = [...row.faults]
      if (!row.part && row.householdNo !== null && taken.has(row.householdNo))
        faults.push(fault(row.rowNo, '客户卡号', `客户卡号 ${row.householdNo} 已存在，导入只新建用热户`))
      if (row.household)
        for (const { path, message } of householdFaults(row.household.input)) faults.push(fault(row.rowNo, columnOf(path), message))
      return { ...row, faults, household: faults.length > 0 ? null : row.household }
    })
  }
}

function stagedRow({ tenantId, id }: ImportRecord, { rowNo, cells, householdNo, household, part, faults }: ReadRow): StagedRow {
  return {
    tenant_id: tenantId,
    import_id: id,
    row_no: rowNo,
    state: faults.length > 0 ? 'bad' : part ? 'part' : household ? 'ok' : 'part',
    household_no: householdNo,
    cells: JSON.stringify(cells),
    record: household ? JSON.stringify(household) : null,
    faults: faults.length > 0 ? JSON.stringify(faults) : null,
  }
}

function countFaults(changed: number): readonly Fault[] {
  if (changed === 0) return [fault(null, null, '没有任何改动：请修改室号、姓名、手机号或其他电话后再上传')]
  return changed > CHANGES_AT_MOST ? [fault(null, null, `一次最多修改 ${CHANGES_AT_MOST} 户，现在有 ${changed} 户，请分成几个文件`)] : []
}

const PATHS: Readonly<Record<string, string>> = {
  householdNo: '客户卡号',
  'customer.name': '客户名称',
  'customer.phone': '手机号',
  community: '小区',
  building: '楼号',
  entrance: '单元',
  floor: '层',
  room: '室号',
}

/** The title of the column a field of the form comes from. */
function columnOf(path: string): string | null {
  if (PATHS[path]) return PATHS[path]
  const title = (key: string) => householdColumns.find((column) => column.key === key)?.title ?? null
  if (path.endsWith('.heightMm')) return title('height')
  return path.startsWith('season.areas') ? title('gross') : null
}
