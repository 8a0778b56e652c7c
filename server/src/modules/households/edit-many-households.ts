import type { PreviewEdit, StartEdit } from '../../../../shared/contracts/households/edits.ts'
import { fieldsOf } from '../../../../shared/tariff/fault.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { businessNumber } from '../../platform/business-number.ts'
import { type Caller, jobCaller, type Scope } from '../../platform/caller.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'

import { applyBulkAct } from './apply-bulk-act.ts'
import type { HouseholdsDeps } from './create-household.ts'
import { householdChanges } from './household.model.ts'
import { advanceEdit, type EditRecord, findEdit, insertEdit } from './household-edit.repository.ts'
import { assertLastDay } from './mark-list.ts'

const CHUNK = 500
const IDS = { ids: { [householdChanges.name]: CHUNK, household_tags: CHUNK, household_lists: CHUNK } }
export const editJob = 'households.bulk.edit'

/** How many are selected, and how many of them would become different. */
export function previewEdit({ database, clock, selections }: HouseholdsDeps) {
  return ({ scope }: { readonly scope: Scope }, wanted: PreviewEdit) =>
    database.read((unit) => selections.count(unit, { scope, today: clock.today() }, wanted))
}

/**
 * 批量修改: an act on everything a filter finds, or on the rows chosen of it. Up to 500 households at once, in this very transaction; more by a job
 * in chunks. Throws SELECTION_CHANGED when the filter no longer finds what the person saw.
 */
export function startEdit(deps: HouseholdsDeps) {
  const { database, clock, audit, queue, selections } = deps
  return (caller: Caller, { selection, act, expected, reason }: StartEdit): Promise<string> => {
    const { tenantId, unitIds } = caller.scope
    return writeOnce(
      database,
      { key: caller.key, tenantId },
      async (unit) => {
        const today = clock.today()
        if (act.kind === 'list-mark') assertLastDay(act, today)
        const { total } = await selections.count(unit, { scope: caller.scope, today }, { selection, act })
        if (total !== expected)
          throw new DomainError(409, 'SELECTION_CHANGED', `符合条件的用热户现在是 ${total} 户，不再是 ${expected} 户，请重新确认`, {
            facts: { total },
          })
        const editNo = businessNumber('HE', clock)
        await insertEdit(unit, { tenantId, editNo, act, selection, unitIds, reason, total, startedBy: caller.actor.name })
        await audit.record(unit, caller, {
          action: 'households.bulk.edit',
          subjectKind: 'household-edit',
          subjectNo: editNo,
          detail: { act, filter: selection.filter, chosen: selection.householdNos?.length ?? null, total, reason },
        })
        if (total <= CHUNK) await editChunk(deps, unit, tenantId, editNo)
        else await queue.add(unit, { tenantId, kind: editJob, businessKey: editNo, payload: { editNo } })
        return editNo
      },
      IDS,
    )
  }
}

/** The job: chunk by chunk, each whole with the mark of how far it came. Killed, it goes on behind the last card number that is done. */
export function runEdit(deps: HouseholdsDeps) {
  return async (tenantId: number, payload: unknown): Promise<void> => {
    const editNo = String(fieldsOf(payload).editNo)
    while (await deps.database.write((unit) => editChunk(deps, unit, tenantId, editNo), IDS));
  }
}

/** Throws NOT_FOUND: an edit is seen by those who see every unit it was started for. */
export function readEdit({ database }: HouseholdsDeps) {
  return async ({ scope }: { readonly scope: Scope }, editNo: string): Promise<EditRecord> => {
    const found = await database.read((unit) => findEdit(unit, scope.tenantId, editNo, false))
    if (!found?.unitIds.every((id) => scope.unitIds.includes(id))) throw notFound('这次批量修改')
    return found
  }
}

/** False when nothing is left to do. */
async function editChunk(deps: HouseholdsDeps, unit: Unit, tenantId: number, editNo: string): Promise<boolean> {
  const { audit, clock, selections } = deps
  const edit = await findEdit(unit, tenantId, editNo, true)
  if (edit?.state !== 'running') return false
  const today = clock.today()
  const scope = { tenantId, unitIds: edit.unitIds }
  const found = await selections.next(unit, { scope, today }, { selection: edit.selection, after: edit.afterNo, limit: CHUNK })
  const context = { tenantId, by: edit.startedBy, reason: edit.reason, today }
  const changed = await applyBulkAct(
    unit,
    context,
    edit.act,
    found.map(({ id }) => id),
  )
  const over = found.length < CHUNK
  await advanceEdit(unit, edit.id, {
    seen: found.length,
    changed,
    afterNo: found.at(-1)?.householdNo ?? edit.afterNo,
    finishedAt: over ? clock.now() : null,
  })
  if (over)
    await audit.record(unit, jobCaller(tenantId, `批量修改 ${editNo}`), {
      action: 'households.bulk.done',
      subjectKind: 'household-edit',
      subjectNo: editNo,
      detail: { seen: edit.seen + found.length, changed: edit.changed + changed },
    })
  return !over
}
