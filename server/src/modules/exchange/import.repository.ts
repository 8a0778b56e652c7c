import type { Import, ImportRowQuery, ImportStatistics, UploadImport } from '../../../../shared/contracts/exchange.ts'
import { type ImportEvent, type ImportState, importStates, importTransitions, nextImportState } from '../../../../shared/states/import.ts'
import { inScope, scopeValues } from '../../database/scope.ts'
import type { NewRow } from '../../database/table.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { Scope } from '../../platform/caller.ts'
import { importParts, importRows, imports } from './import.model.ts'
import type { Fault } from './sheet-fault.ts'

/** New households, or the contacts of those there are. */
export type ImportKind = Import['kind']

export type ImportRecord = {
  readonly id: number
  readonly tenantId: number
  readonly importNo: string
  readonly kind: ImportKind
  readonly orgUnitId: number
  readonly orgUnit: string
  readonly seasonCode: string
  readonly fileName: string
  readonly fileSha256: string
  readonly options: Pick<UploadImport, 'newCommunities' | 'heightOver' | 'heightPer'>
  readonly state: ImportState
  readonly rowCount: number
  readonly householdCount: number
  readonly faultCount: number
  readonly doneCount: number
  readonly fileFaults: readonly Fault[]
  readonly header: readonly string[]
  readonly statistics: ImportStatistics | null
  readonly startedBy: string
  readonly committedBy: string | null
  readonly createdAt: number
  readonly finishedAt: number | null
}

type Stored = Omit<ImportRecord, 'options' | 'fileFaults' | 'header' | 'statistics'> & {
  readonly options: string
  readonly fileFaults: string
  readonly header: string
  readonly statistics: string | null
}

const IMPORT = `SELECT i.id, i.tenant_id AS tenantId, i.import_no AS importNo, i.import_kind AS kind, i.org_unit_id AS orgUnitId, u.code AS orgUnit, i.season_code AS seasonCode,
    i.file_name AS fileName, i.file_sha256 AS fileSha256, i.options, i.state, i.row_count AS rowCount, i.household_count AS householdCount,
    i.fault_count AS faultCount, i.done_count AS doneCount, i.file_faults AS fileFaults, i.header, i.statistics, i.started_by AS startedBy,
    i.committed_by AS committedBy, i.created_at AS createdAt, i.finished_at AS finishedAt
  FROM imports i JOIN org_units u ON u.id = i.org_unit_id`

const PART_BYTES = 384 * 1024

export type NewImport = Pick<
  ImportRecord,
  'tenantId' | 'importNo' | 'kind' | 'orgUnitId' | 'seasonCode' | 'fileName' | 'fileSha256' | 'options' | 'startedBy'
>

/** The row and the bytes in parts. */
export async function insertImport(unit: Unit, given: NewImport, bytes: Buffer): Promise<void> {
  const id = unit.newId(imports)
  await unit.insert(imports, [
    {
      id,
      tenant_id: given.tenantId,
      import_no: given.importNo,
      import_kind: given.kind,
      org_unit_id: given.orgUnitId,
      season_code: given.seasonCode,
      file_name: given.fileName,
      file_sha256: given.fileSha256,
      file_bytes: bytes.length,
      options: JSON.stringify(given.options),
      state: 'uploaded',
      row_count: 0,
      household_count: 0,
      fault_count: 0,
      done_count: 0,
      file_faults: '[]',
      header: '[]',
      started_by: given.startedBy.slice(0, 100),
    },
  ])
  for (let from = 0; from < bytes.length; from += PART_BYTES) {
    const content = bytes.subarray(from, from + PART_BYTES).toString('base64')
    await unit.insert(importParts, [
      { id: unit.newId(importParts), tenant_id: given.tenantId, import_id: id, part_no: from / PART_BYTES, content },
    ])
  }
}

/** One part at a time, so that the text of the whole file is never held. */
export async function readBytes(
  read: <Result>(work: (unit: ReadUnit) => Promise<Result>) => Promise<Result>,
  importId: number,
): Promise<Buffer> {
  const parts: Buffer[] = []
  for (;;) {
    const [part] = await read((unit) =>
      unit.select<{ content: string }>('SELECT content FROM import_parts WHERE import_id = :importId AND part_no = :partNo', {
        importId,
        partNo: parts.length,
      }),
    )
    if (!part) return Buffer.concat(parts)
    parts.push(Buffer.from(part.content, 'base64'))
  }
}

export function dropParts(unit: Unit, importId: number): Promise<number> {
  return unit.execute('DELETE FROM import_parts WHERE import_id = :importId', { importId })
}

/** By number inside the scope. */
export async function findImport(unit: ReadUnit, scope: Scope, importNo: string): Promise<ImportRecord | null> {
  const [row] = await unit.select<Stored>(`${IMPORT} WHERE ${inScope('i')} AND i.import_no = :importNo`, {
    ...scopeValues(scope),
    importNo,
  })
  return row ? recordOf(row) : null
}

/** By number in a company: for its job. */
export async function findImportInCompany(unit: ReadUnit, tenantId: number, importNo: string): Promise<ImportRecord | null> {
  const [row] = await unit.select<Stored>(`${IMPORT} WHERE i.tenant_id = :tenantId AND i.import_no = :importNo`, { tenantId, importNo })
  return row ? recordOf(row) : null
}

/** Newest first. */
export async function listImports(
  unit: ReadUnit,
  scope: Scope,
  { size, skip }: { readonly size: number; readonly skip: number },
): Promise<{ readonly items: ImportRecord[]; readonly total: number }> {
  const values = scopeValues(scope)
  const [count] = await unit.select<{ total: number }>(`SELECT COUNT(*) AS total FROM imports i WHERE ${inScope('i')}`, values)
  const rows = await unit.select<Stored>(`${IMPORT} WHERE ${inScope('i')} ORDER BY i.created_at DESC, i.id DESC LIMIT :size OFFSET :skip`, {
    ...values,
    size,
    skip,
  })
  return { items: rows.map(recordOf), total: count?.total ?? 0 }
}

function recordOf({ options, fileFaults, header, statistics, ...row }: Stored): ImportRecord {
  return {
    ...row,
    options: JSON.parse(options) as ImportRecord['options'],
    fileFaults: JSON.parse(fileFaults) as Fault[],
    header: JSON.parse(header) as string[],
    statistics: statistics === null ? null : (JSON.parse(statistics) as ImportStatistics),
  }
}

export type Changes = {
  readonly rowCount?: number
  readonly householdCount?: number
  readonly faultCount?: number
  readonly fileFaults?: readonly Fault[]
  readonly header?: readonly string[]
  readonly statistics?: ImportStatistics
  readonly checkedAt?: number
  readonly committedBy?: string
  readonly finishedAt?: number
}

/** Lets something happen to an import if its state allows it (shared/states/import.ts); answers whether it did. */
export async function changeImport(unit: Unit, id: number, event: ImportEvent, changes: Changes = {}): Promise<boolean> {
  const { rowCount, householdCount, faultCount, fileFaults, header, statistics, checkedAt, committedBy, finishedAt } = changes
  const from = importStates.filter((state) => importTransitions[state][event] !== undefined)
  const cells = Object.entries({
    state: from[0] && nextImportState(from[0], event),
    row_count: rowCount,
    household_count: householdCount,
    fault_count: faultCount,
    file_faults: fileFaults && JSON.stringify(fileFaults),
    header: header && JSON.stringify(header),
    statistics: statistics && JSON.stringify(statistics),
    checked_at: checkedAt,
    committed_by: committedBy?.slice(0, 100),
    finished_at: finishedAt,
  }).filter((cell): cell is [string, string | number] => cell[1] !== undefined)
  const touched = await unit.execute(
    `UPDATE imports SET ${cells.map(([name]) => `${name} = :${name}`).join(', ')}, version = version + 1 WHERE id = :id AND state IN (:from)`,
    { ...Object.fromEntries(cells), id, from },
  )
  return touched === 1
}

export type StagedRow = Omit<NewRow<typeof importRows>, 'id'>

export async function stageRows(unit: Unit, rows: readonly StagedRow[]): Promise<void> {
  await unit.insert(
    importRows,
    rows.map((row) => ({ id: unit.newId(importRows), ...row })),
  )
}

/** At most so many, so that nobody waits long for the locks; answers how many went. */
export async function dropRows(unit: Unit, importId: number, atMost: number): Promise<number> {
  const rows = await unit.select<{ id: number }>(`SELECT id FROM import_rows WHERE import_id = :importId LIMIT ${Number(atMost)}`, {
    importId,
  })
  return rows.length === 0 ? 0 : unit.execute('DELETE FROM import_rows WHERE id IN (:ids)', { ids: rows.map(({ id }) => id) })
}

export type ReadStagedRow = {
  readonly rowNo: number
  readonly state: string
  readonly householdNo: string | null
  readonly cells: string
  readonly record: string | null
  readonly faults: string | null
}
const ROW = 'SELECT row_no AS rowNo, state, household_no AS householdNo, cells, record, faults FROM import_rows'

export async function listRows(
  unit: ReadUnit,
  importId: number,
  { page, pageSize, only }: ImportRowQuery,
): Promise<{ readonly items: ReadStagedRow[]; readonly total: number }> {
  const where = `import_id = :importId${only === 'faulty' ? " AND state = 'bad'" : ''}`
  const [count] = await unit.select<{ total: number }>(`SELECT COUNT(*) AS total FROM import_rows WHERE ${where}`, { importId })
  const items = await unit.select<ReadStagedRow>(`${ROW} WHERE ${where} ORDER BY row_no LIMIT :size OFFSET :skip`, {
    importId,
    size: pageSize,
    skip: (page - 1) * pageSize,
  })
  return { items, total: count?.total ?? 0 }
}

/** Rows of one state after a row number: how a workbook of errors, or a commit, walks without holding them. */
export function rowsAfter(unit: ReadUnit, importId: number, state: 'ok' | 'bad', after: number, limit: number): Promise<ReadStagedRow[]> {
  return unit.select<ReadStagedRow>(
    `${ROW} WHERE import_id = :importId AND state = :state AND row_no > :after ORDER BY row_no LIMIT ${Number(limit)}`,
    { importId, state, after },
  )
}

/** Marks the committed rows of this chunk and counts them, under the lock of the import's row. */
export async function finishRows(unit: Unit, importId: number, rowNos: readonly number[]): Promise<void> {
  await unit.execute(`UPDATE import_rows SET state = 'done' WHERE import_id = :importId AND row_no IN (:rowNos)`, { importId, rowNos })
  await unit.execute('UPDATE imports SET done_count = done_count + :count, version = version + 1 WHERE id = :importId', {
    importId,
    count: rowNos.length,
  })
}

/** Refuses staged rows after all: their card numbers are no longer as they were. Answers how many. */
export function refuseRows(unit: Unit, importId: number, householdNos: readonly string[], faults: string): Promise<number> {
  return unit.execute(
    `UPDATE import_rows SET state = 'bad', faults = :faults WHERE import_id = :importId AND household_no IN (:householdNos)`,
    {
      importId,
      householdNos,
      faults,
    },
  )
}

export async function lockImport(unit: Unit, id: number): Promise<ImportState | null> {
  const [row] = await unit.selectForUpdate<{ state: ImportState }>('SELECT state FROM imports WHERE id = :id', { id })
  return row?.state ?? null
}

export async function countRows(unit: ReadUnit, importId: number): Promise<{ readonly rows: number; readonly households: number }> {
  const [count] = await unit.select<{ staged: number; households: number }>(
    `SELECT COUNT(*) AS staged, COALESCE(SUM(CASE WHEN state = 'ok' THEN 1 ELSE 0 END), 0) AS households FROM import_rows WHERE import_id = :importId`,
    { importId },
  )
  return { rows: count?.staged ?? 0, households: Number(count?.households ?? 0) }
}

/** Card numbers of the company that exist already. */
export async function takenNumbers(unit: ReadUnit, tenantId: number, numbers: readonly string[]): Promise<ReadonlySet<string>> {
  if (numbers.length === 0) return new Set()
  const rows = await unit.select<{ no: string }>(
    'SELECT household_no AS no FROM households WHERE tenant_id = :tenantId AND household_no IN (:numbers)',
    { tenantId, numbers },
  )
  return new Set(rows.map(({ no }) => no))
}

/** Staged card numbers somebody has used since the check; a few of them, to name. */
export function clashes(unit: ReadUnit, tenantId: number, importId: number): Promise<{ rowNo: number; householdNo: string }[]> {
  return unit.select(
    `SELECT r.row_no AS rowNo, r.household_no AS householdNo FROM import_rows r
       JOIN households h ON h.tenant_id = :tenantId AND h.household_no = r.household_no
     WHERE r.import_id = :importId AND r.state = 'ok' ORDER BY r.row_no LIMIT 20`,
    { tenantId, importId },
  )
}

/** Every commit of a company and every new household pass this row: an import owns its card numbers from here to its end. */
export async function lockCompany(unit: Unit, tenantId: number): Promise<void> {
  await unit.selectForUpdate('SELECT id FROM tenants WHERE id = :tenantId', { tenantId })
}
export async function shareCompany(unit: Unit, tenantId: number): Promise<void> {
  await unit.selectForShare('SELECT id FROM tenants WHERE id = :tenantId', { tenantId })
}

export async function findCommitting(unit: ReadUnit, tenantId: number): Promise<string | null> {
  const [row] = await unit.select<{ importNo: string }>(
    `SELECT import_no AS importNo FROM imports WHERE tenant_id = :tenantId AND state = 'committing' AND import_kind = 'households' LIMIT 1`,
    { tenantId },
  )
  return row?.importNo ?? null
}
