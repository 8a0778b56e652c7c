import { fieldsOf } from '../../../../shared/tariff/fault.ts'
import type { Database } from '../../database/database.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { jobCaller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import type { CrashAt } from '../../platform/crash-points.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import type { Billing } from '../billing/index.ts'
import { addHouseholds, idsForHouseholds } from '../households/index.ts'
import { subtreeOf, type Tenancy } from '../tenancy/index.ts'
import { arrearsSeasonOf } from './household-columns.ts'
import { changeImport, dropRows, findImportInCompany, finishRows, type ImportRecord, lockImport, rowsAfter } from './import.repository.ts'
import type { ReadHousehold } from './read-households.ts'
import { seasonsOfUnits, type UnitSeason } from './reference.repository.ts'
import { nearest } from './reference.ts'

export type PostDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly crashAt: CrashAt
  readonly audit: Audit
  readonly tenancy: Tenancy
  readonly billing: Billing
}

const CHUNK = 100
const ROWS_AT_ONCE = 2_000

/**
 * 导入: posts a committed import in chunks of households, each whole (file, areas, arrears, balance, entry) in one transaction that also marks its
 * rows. Killed at any point it goes on where it stopped; between two chunks the books are right. At the end the staged rows go.
 */
export function postImport(deps: PostDeps) {
  const { database, clock, crashAt, audit } = deps
  return async (tenantId: number, payload: unknown): Promise<void> => {
    const importNo = String(fieldsOf(payload).importNo)
    const found = await database.read((unit) => findImportInCompany(unit, tenantId, importNo))
    if (!found) return
    if (found.state === 'committing') {
      await openSeasons(deps, found)
      crashAt('exchange.import.seasons-open')
      const seasons = await seasonIds(database, found)
      const ids = { ...idsForHouseholds(CHUNK), bill_lines: 20 * CHUNK, bills: 20 * CHUNK, journal_lines: 50 * CHUNK }
      while (await database.write((unit) => postChunk(deps, unit, found, seasons), { ids })) crashAt('exchange.import.chunk-posted')
      await database.write(async (unit) => {
        if (!(await changeImport(unit, found.id, 'finish', { finishedAt: clock.now() }))) return
        await audit.record(unit, jobCaller(tenantId, `导入 ${importNo}`), {
          action: 'exchange.import.done',
          subjectKind: 'import',
          subjectNo: importNo,
          detail: { households: found.householdCount },
          orgUnitId: found.orgUnitId,
        })
      })
    }
    const ended = await database.read((unit) => findImportInCompany(unit, tenantId, importNo))
    if (ended?.state === 'done') while ((await database.write((unit) => dropRows(unit, found.id, ROWS_AT_ONCE))) > 0);
  }
}

/** False when nothing is left to post. */
async function postChunk({ billing }: PostDeps, unit: Unit, found: ImportRecord, seasons: ReadonlyMap<string, number>): Promise<boolean> {
  const { tenantId, importNo } = found
  if ((await lockImport(unit, found.id)) !== 'committing') return false
  const rows = await rowsAfter(unit, found.id, 'ok', 0, CHUNK)
  const [first] = rows
  if (!first) return false
  const records = rows.map(({ record }) => JSON.parse(record ?? 'null') as ReadHousehold)
  const seasonOf = (orgUnitId: number, code: string) => {
    const id = seasons.get(`${orgUnitId}:${code}`)
    if (id === undefined) throw new Error(`unit ${orgUnitId} has no season ${code}`)
    return id
  }
  const added = await addHouseholds(
    unit,
    { tenantId, actorName: found.committedBy ?? found.startedBy, reason: `导入批次 ${importNo}` },
    records.map(({ orgUnitId, input }) => ({ orgUnitId, seasonId: seasonOf(orgUnitId, found.seasonCode), input })),
  )
  await billing.postOpenings(
    unit,
    { tenantId, importNo, chunkNo: first.rowNo },
    added.map((household, index) => ({
      ...household,
      openings: (records[index]?.openings ?? []).map(({ seasonCode, amountFen }) => ({
        seasonId: seasonOf(household.orgUnitId, seasonCode),
        seasonCode,
        amountFen,
      })),
    })),
  )
  await finishRows(
    unit,
    found.id,
    rows.map(({ rowNo }) => rowNo),
  )
  return true
}

async function seasonIds(database: Database, { tenantId, orgUnitId }: ImportRecord): Promise<ReadonlyMap<string, number>> {
  const seasons = await seasonsBelow(database, tenantId, orgUnitId)
  return new Map(seasons.map(({ unitId, code, id }) => [`${unitId}:${code}`, id]))
}

function seasonsBelow(database: Database, tenantId: number, orgUnitId: number): Promise<readonly UnitSeason[]> {
  return database.read(async (unit) => nearest(await seasonsOfUnits(unit, tenantId, await subtreeOf(unit, tenantId, orgUnitId))))
}

/** Seasons the workbook names and nobody has: closed, without a price, with the days of the year of the season imported into. */
async function openSeasons(
  { database, tenancy }: PostDeps,
  { tenantId, importNo, orgUnitId, orgUnit, seasonCode, header }: ImportRecord,
): Promise<void> {
  const seasons = await seasonsBelow(database, tenantId, orgUnitId)
  const like = seasons.find(({ unitId, code }) => unitId === orgUnitId && code === seasonCode)
  if (!like) throw new Error(`${orgUnit} has no season ${seasonCode}`)
  const caller = { ...jobCaller(tenantId, `导入 ${importNo}`), scope: { tenantId, unitIds: [orgUnitId] } }
  for (const code of header.flatMap((title) => arrearsSeasonOf(title) ?? [])) {
    if (seasons.some((season) => season.unitId === orgUnitId && season.code === code)) continue
    const [from = '', to = ''] = code.split('-')
    const inYear = (year: string, day: string) => `${year}${day.slice(4)}`.replace('-02-29', '-02-28')
    const startsOn = inYear(from, like.startsOn)
    const endsOn = inYear(like.endsOn.slice(0, 4) === like.startsOn.slice(0, 4) ? from : to, like.endsOn)
    try {
      await tenancy.createSeason(caller, { orgUnitCode: orgUnit, code, startsOn, endsOn, state: 'closed' })
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'SEASON_EXISTS')) throw error
    }
  }
}
