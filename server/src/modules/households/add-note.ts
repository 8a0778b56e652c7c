import type { AddNote } from '../../../../shared/contracts/households/marks.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Caller } from '../../platform/caller.ts'
import type { HouseholdsDeps } from './create-household.ts'
import { householdInScope } from './find-or-refuse.ts'
import { insertNote } from './marks.repository.ts'

/** 备注: said once with author and time, never edited; what it says is in the note alone, not in the log. Throws NOT_FOUND. */
export function addNote({ database, audit }: HouseholdsDeps) {
  return (caller: Caller, householdNo: string, { body }: AddNote): Promise<null> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const { id: householdId, orgUnitId } = await householdInScope(unit, caller.scope, householdNo)
      await insertNote(unit, { tenantId, householdId }, { body, by: caller.actor.name })
      await audit.record(unit, caller, {
        action: 'households.note.add',
        subjectKind: 'household',
        subjectNo: householdNo,
        detail: { characters: Array.from(body).length },
        orgUnitId,
      })
      return null
    })
  }
}
