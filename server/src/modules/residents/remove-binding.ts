import { writeOnce } from '../../database/idempotency.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { ResidentCaller } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import { findOwnBinding, listOwnBindings, markRemoved, type StoredBinding } from './binding.repository.ts'
import { lockResident } from './identity.repository.ts'
import type { ResidentsDeps } from './resident-tokens.ts'

type Removing = Pick<ResidentsDeps, 'audit'>

/** A resident gives up one of their own homes; done before, it stays done. Throws NOT_FOUND for anybody else's binding. */
export function removeBinding(deps: ResidentsDeps) {
  const { database } = deps
  return async (caller: ResidentCaller, bindingNo: string): Promise<void> => {
    const { residentId } = caller
    const binding = await database.read((unit) => findOwnBinding(unit, residentId, bindingNo))
    if (!binding) throw notFound('这项绑定')
    await writeOnce(database, { key: caller.key, tenantId: binding.tenantId }, async (unit) => {
      await lockResident(unit, residentId)
      const now = await findOwnBinding(unit, residentId, bindingNo)
      if (now) await remove(deps, unit, caller, now)
      return null
    })
  }
}

/** Every home of a resident, in the unit that has locked them. */
export async function removeAllBindings(deps: Removing, unit: Unit, caller: ResidentCaller): Promise<void> {
  for (const binding of await listOwnBindings(unit, caller.residentId)) await remove(deps, unit, caller, binding)
}

async function remove({ audit }: Removing, unit: Unit, caller: ResidentCaller, binding: StoredBinding): Promise<void> {
  if (binding.state !== 'active') return
  await markRemoved(unit, binding.id)
  await audit.record(unit, caller, {
    action: 'residents.binding.remove',
    subjectKind: 'household',
    subjectNo: binding.householdNo,
    detail: { bindingNo: binding.bindingNo },
    tenantId: binding.tenantId,
    orgUnitId: binding.orgUnitId,
  })
}
