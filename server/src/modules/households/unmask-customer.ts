import type { UnmaskedPerson } from '../../../../shared/contracts/households.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Caller } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import type { HouseholdsDeps } from './create-household.ts'
import { findHousehold } from './households.repository.ts'

/**
 * The whole name and phone of a household's customer, for a reason that goes into the audit log before anything is shown. Sent
 * twice it is one look and one row; the answer is never kept with the key, so that no copy of it lies about. Throws NOT_FOUND.
 */
export function unmaskCustomer({ database, audit }: HouseholdsDeps) {
  return async (caller: Caller, householdNo: string, reason: string): Promise<UnmaskedPerson> => {
    await writeOnce(database, { key: caller.key, tenantId: caller.scope.tenantId }, async (unit) => {
      const household = await findHousehold(unit, caller.scope, householdNo)
      if (!household) throw notFound('用热户')
      await audit.record(unit, caller, {
        action: 'audit.personal.unmask',
        subjectKind: 'household',
        subjectNo: householdNo,
        detail: { reason },
        orgUnitId: household.orgUnitId,
      })
      return null
    })
    const household = await database.read((unit) => findHousehold(unit, caller.scope, householdNo))
    if (!household) throw notFound('用热户')
    return { name: household.customerName, phone: household.customerPhone }
  }
}
