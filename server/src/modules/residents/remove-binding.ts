import { writeOnce } from '../../database/idempotency.ts'
import type { ResidentCaller } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import { findOwnBinding, markRemoved } from './binding.repository.ts'
import { lockResident } from './identity.repository.ts'
import type { ResidentsDeps } from './resident-tokens.ts'

/** A resident gives up one of their own homes; done before, it stays done. Throws NOT_FOUND for anybody else's binding. */
export function removeBinding({ database, audit }: ResidentsDeps) {
  return async (caller: ResidentCaller, bindingNo: string): Promise<void> => {
    const { residentId } = caller
    const binding = await database.read((unit) => findOwnBinding(unit, residentId, bindingNo))
    if (!binding) throw notFound('这项绑定')
    await writeOnce(database, { key: caller.key, tenantId: binding.tenantId }, async (unit) => {
      await lockResident(unit, residentId)
      const now = await findOwnBinding(unit, residentId, bindingNo)
      if (now?.state !== 'active') return null
      await markRemoved(unit, now.id)
      await audit.record(unit, caller, {
        action: 'residents.binding.remove',
        subjectKind: 'household',
        subjectNo: now.householdNo,
        detail: { bindingNo },
        tenantId: now.tenantId,
        orgUnitId: now.orgUnitId,
      })
      return null
    })
  }
}
