import type { BulkAct, HouseholdEdit } from '../../../../shared/contracts/households/edits.ts'
import type { HouseholdSelection } from '../../../../shared/contracts/households.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { householdEdits } from './household-edit.model.ts'

export type EditRecord = Omit<HouseholdEdit, 'createdAt' | 'finishedAt'> & {
  readonly id: number
  readonly act: BulkAct
  readonly selection: HouseholdSelection
  readonly unitIds: readonly number[]
  readonly reason: string
  readonly afterNo: string
  readonly createdAt: number
  readonly finishedAt: number | null
}
type Stored = Omit<EditRecord, 'act' | 'selection' | 'unitIds'> & {
  readonly act: string
  readonly selection: string
  readonly unitIds: string
}

export type NewEdit = Pick<EditRecord, 'editNo' | 'act' | 'selection' | 'unitIds' | 'reason' | 'total' | 'startedBy'> & {
  readonly tenantId: number
}

export async function insertEdit(unit: Unit, edit: NewEdit): Promise<void> {
  await unit.insert(householdEdits, [
    {
      id: unit.newId(householdEdits),
      tenant_id: edit.tenantId,
      edit_no: edit.editNo,
      act: JSON.stringify(edit.act),
      selection: JSON.stringify(edit.selection),
      unit_ids: JSON.stringify(edit.unitIds),
      reason: edit.reason,
      state: 'running',
      total_count: edit.total,
      seen_count: 0,
      changed_count: 0,
      after_no: '',
      started_by: edit.startedBy.slice(0, 100),
    },
  ])
}

/** With `lock` nobody else works on it until the unit ends. */
export async function findEdit(unit: ReadUnit | Unit, tenantId: number, editNo: string, lock: boolean): Promise<EditRecord | null> {
  const sql = `SELECT id, edit_no AS editNo, act, selection, unit_ids AS unitIds, reason, state, total_count AS total, seen_count AS seen,
      changed_count AS changed, after_no AS afterNo, started_by AS startedBy, created_at AS createdAt, finished_at AS finishedAt
    FROM household_edits WHERE tenant_id = :tenantId AND edit_no = :editNo`
  const values = { tenantId, editNo }
  const [row] = lock && 'selectForUpdate' in unit ? await unit.selectForUpdate<Stored>(sql, values) : await unit.select<Stored>(sql, values)
  if (!row) return null
  return {
    ...row,
    act: JSON.parse(row.act) as BulkAct,
    selection: JSON.parse(row.selection) as HouseholdSelection,
    unitIds: JSON.parse(row.unitIds) as number[],
  }
}

export type Progress = { readonly seen: number; readonly changed: number; readonly afterNo: string; readonly finishedAt: number | null }

/** Adds a chunk to what is done; with a moment of finishing it is over. */
export async function advanceEdit(unit: Unit, id: number, { seen, changed, afterNo, finishedAt }: Progress): Promise<void> {
  await unit.execute(
    `UPDATE household_edits SET seen_count = seen_count + :seen, changed_count = changed_count + :changed, after_no = :afterNo,
       state = :state, finished_at = :finishedAt, version = version + 1 WHERE id = :id`,
    { id, seen, changed, afterNo, finishedAt, state: finishedAt === null ? 'running' : 'done' },
  )
}
