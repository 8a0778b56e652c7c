import type { UnmaskedPerson } from '../../../../shared/contracts/households.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Caller } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import type { HouseholdsDeps } from './create-household.ts'
import { findEditable, sealedIdNo } from './household-record.repository.ts'
import { findHousehold } from './households.repository.ts'

/**
 * The whole name, phones and ID number of a household's customer, for a reason that goes into the audit log before anything is shown. Sent
 * twice it is one look and one row; the answer is never kept with the key, so that no copy of it lies about. Throws NOT_FOUND.
 */
export function unmaskCustomer({ database, audit, personalData }: HouseholdsDeps) {
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
    return database.read(async (unit) => {
      const household = await findHousehold(unit, caller.scope, householdNo)
      const { tenantId } = caller.scope
      const [whole] = household ? await findEditable(unit, tenantId, [household.id]) : []
      if (!whole) throw notFound('用热户')
      const sealed = await sealedIdNo(unit, tenantId, whole.customerId)
      return {
        name: whole.customerName,
        phone: whole.customerPhone,
        otherPhones: whole.otherPhones,
        // Without the key the mask is all anybody can say.
        idNo: sealed === null || !personalData.canSeal ? whole.idNoMask : personalData.open(sealed),
      }
    })
  }
}
