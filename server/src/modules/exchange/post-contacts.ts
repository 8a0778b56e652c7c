import { fieldsOf } from '../../../../shared/tariff/fault.ts'
import type { Database } from '../../database/database.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { jobCaller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Audit } from '../audit/index.ts'
import { type ContactsRoom, idsForSearch } from '../households/index.ts'
import type { StagedContacts } from './check-contacts.ts'
import {
  changeImport,
  dropRows,
  findImportInCompany,
  finishRows,
  type ImportRecord,
  lockImport,
  refuseRows,
  rowsAfter,
} from './import.repository.ts'
import { fault } from './sheet-fault.ts'

export type PostContactsDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly audit: Audit
  readonly contacts: ContactsRoom
}
const CHUNK = 500
const ROWS_AT_ONCE = 2_000
/** One transaction writes them all, so there is an end to them. */
export const CHANGES_AT_MOST = 5_000

/** Thrown inside the unit, so that nothing of it is kept. */
class Stale extends Error {
  readonly householdNos: readonly string[]
  constructor(householdNos: readonly string[]) {
    super(`${householdNos.length} rows are stale`)
    this.householdNos = householdNos
  }
}

/**
 * 确认修改: all changed rows in one transaction, or none. A household that was changed between check and commit refuses the whole workbook, and says
 * which rows. Killed, it starts again from nothing.
 */
export function postContacts({ database, clock, audit, contacts }: PostContactsDeps) {
  return async (tenantId: number, payload: unknown): Promise<void> => {
    const importNo = String(fieldsOf(payload).importNo)
    const found = await database.read((unit) => findImportInCompany(unit, tenantId, importNo))
    if (!found) return
    if (found.state === 'committing') {
      const ids = { ...idsForSearch(found.householdCount), household_changes: found.householdCount }
      try {
        await database.write((unit) => postAll(unit, found), { ids })
      } catch (error) {
        if (!(error instanceof Stale)) throw error
        await database.write((unit) => refuse(unit, found, error.householdNos))
      }
    }
    const ended = await database.read((unit) => findImportInCompany(unit, tenantId, importNo))
    if (ended?.state === 'done') while ((await database.write((unit) => dropRows(unit, found.id, ROWS_AT_ONCE))) > 0);
  }

  async function postAll(unit: Unit, found: ImportRecord): Promise<void> {
    const { id, tenantId, importNo, orgUnitId, householdCount } = found
    if ((await lockImport(unit, id)) !== 'committing') return
    const rows: { readonly rowNo: number; readonly staged: StagedContacts }[] = []
    for (let after = 0; ; after = rows.at(-1)?.rowNo ?? 0) {
      const next = await rowsAfter(unit, id, 'ok', after, CHUNK)
      rows.push(...next.map(({ rowNo, record }) => ({ rowNo, staged: JSON.parse(record ?? 'null') as StagedContacts })))
      if (next.length < CHUNK) break
    }
    const edits = rows.map(({ staged }) => staged)
    const scope = { tenantId, unitIds: [orgUnitId] }
    const stale = await contacts.lockAndFindStale(unit, scope, edits)
    if (stale.length > 0) throw new Stale(stale)
    const by = { scope, actorName: found.committedBy ?? found.startedBy, reason: `表格修改 ${importNo}` }
    for (let from = 0; from < edits.length; from += CHUNK) await contacts.apply(unit, by, edits.slice(from, from + CHUNK))
    await finishRows(
      unit,
      id,
      rows.map(({ rowNo }) => rowNo),
    )
    await changeImport(unit, id, 'finish', { finishedAt: clock.now() })
    await audit.record(unit, jobCaller(tenantId, `导入 ${importNo}`), {
      action: 'exchange.contacts.done',
      subjectKind: 'import',
      subjectNo: importNo,
      detail: { households: householdCount },
      orgUnitId,
    })
  }

  async function refuse(unit: Unit, { id, faultCount }: ImportRecord, householdNos: readonly string[]): Promise<void> {
    const faults = JSON.stringify([fault(null, null, '校验之后这一户的资料已被修改，请重新导出后再修改')])
    const refused = await refuseRows(unit, id, householdNos, faults)
    await changeImport(unit, id, 'refuse', { faultCount: faultCount + refused })
  }
}
