import type { Import, ImportRow } from '../../../../shared/contracts/exchange.ts'
import { maskName } from '../../../../shared/format/mask.ts'
import type { StagedContacts } from './check-contacts.ts'
import type { ImportKind, ImportRecord, ReadStagedRow } from './import.repository.ts'
import type { ReadHousehold } from './read-households.ts'
import type { Fault } from './sheet-fault.ts'

export function presentImport(record: ImportRecord): Import {
  const { importNo, kind, fileName, seasonCode, orgUnit, state, rowCount, householdCount, faultCount, doneCount, statistics } = record
  const { startedBy, committedBy, createdAt, finishedAt } = record
  return {
    importNo,
    kind,
    fileName,
    seasonCode: seasonCode === '' ? null : seasonCode,
    orgUnit,
    state,
    rowCount,
    householdCount,
    faultCount,
    doneCount,
    fileFaults: [...record.fileFaults],
    statistics,
    startedBy,
    committedBy,
    createdAt: new Date(createdAt).toISOString(),
    finishedAt: finishedAt === null ? null : new Date(finishedAt).toISOString(),
  }
}

/** Names are masked as everywhere; what is wrong with a row is said, its telephone is not shown. */
export function presentRow(row: ReadStagedRow, kind: ImportKind): ImportRow {
  return kind === 'contacts' ? presentContacts(row) : presentHousehold(row)
}

/** Both sides are masked: who may see them whole has them in the workbook. */
function presentContacts({ rowNo, householdNo, record, faults }: ReadStagedRow): ImportRow {
  const { customerName, place, changes } = record === null ? nothingStaged : (JSON.parse(record) as StagedContacts).shown
  return {
    row: rowNo,
    householdNo,
    customerName,
    place,
    billedMilliM2: null,
    arrearsFen: null,
    balanceFen: null,
    changes: [...changes],
    faults: faultsOf(faults),
  }
}
const nothingStaged: StagedContacts['shown'] = { customerName: null, place: '', changes: [] }

function faultsOf(faults: string | null): ImportRow['faults'] {
  return faults === null ? [] : (JSON.parse(faults) as Fault[]).map(({ row, column, message }) => ({ row, column, message }))
}

function presentHousehold({ rowNo, householdNo, cells, record, faults }: ReadStagedRow): ImportRow {
  const household = record === null ? null : (JSON.parse(record) as ReadHousehold)
  const areas = household?.input.season?.areas ?? []
  const sum = (of: (fen: number) => boolean) =>
    household ? household.openings.reduce((total, { amountFen }) => (of(amountFen) ? total + amountFen : total), 0) : null
  const balanceFen = sum((amountFen) => amountFen < 0)
  return {
    row: rowNo,
    householdNo,
    customerName: household
      ? household.input.customer.kind === 'firm'
        ? household.input.customer.name
        : maskName(household.input.customer.name)
      : null,
    place: (JSON.parse(cells) as string[])
      .slice(1, 6)
      .filter((cell) => cell !== '')
      .join(' '),
    billedMilliM2: household ? areas.reduce((total, { billedMilliM2 }) => total + billedMilliM2, 0) : null,
    arrearsFen: sum((amountFen) => amountFen > 0),
    balanceFen: balanceFen === null ? null : Math.abs(balanceFen),
    changes: [],
    faults: faultsOf(faults),
  }
}
