import type { Import, ImportRow } from '../../../../shared/contracts/exchange.ts'
import { maskName } from '../../../../shared/format/mask.ts'
import type { ImportRecord, ReadStagedRow } from './import.repository.ts'
import type { Fault, ReadHousehold } from './read-households.ts'

export function presentImport(record: ImportRecord): Import {
  const { importNo, fileName, seasonCode, orgUnit, state, rowCount, householdCount, faultCount, doneCount, statistics } = record
  const { startedBy, committedBy, createdAt, finishedAt } = record
  return {
    importNo,
    fileName,
    seasonCode,
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
export function presentRow({ rowNo, householdNo, cells, record, faults }: ReadStagedRow): ImportRow {
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
    faults: faults === null ? [] : (JSON.parse(faults) as Fault[]).map(({ row, column, message }) => ({ row, column, message })),
  }
}
