import type { Scope } from '../../platform/caller.ts'
import type { HouseholdsDeps } from './create-household.ts'
import { householdInScope } from './find-or-refuse.ts'
import { type ReadMarks, readMarksOf } from './marks.repository.ts'

/** Tags, lists, notes and links of one household. Five statements. Throws NOT_FOUND. */
export function readMarks({ database, clock }: HouseholdsDeps) {
  return ({ scope }: { readonly scope: Scope }, householdNo: string): Promise<ReadMarks> =>
    database.read(async (unit) => {
      const { id: householdId } = await householdInScope(unit, scope, householdNo)
      return readMarksOf(unit, { tenantId: scope.tenantId, householdId }, clock.today())
    })
}
