import { writeOnce } from '../../database/idempotency.ts'
import type { ResidentCaller } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import { findOwnBinding, saveLabel } from './binding.repository.ts'
import { lockResident } from './identity.repository.ts'
import type { ResidentsDeps } from './resident-tokens.ts'

/** What a resident calls one of their homes: 爸妈家. Null takes the name away. Throws NOT_FOUND for a binding that is not theirs or was removed. */
export function nameBinding({ database }: ResidentsDeps) {
  return async (caller: ResidentCaller, bindingNo: string, label: string | null): Promise<void> => {
    const { residentId } = caller
    const binding = await database.read((unit) => findOwnBinding(unit, residentId, bindingNo))
    if (binding?.state !== 'active') throw notFound('这项绑定')
    await writeOnce(database, { key: caller.key, tenantId: binding.tenantId }, async (unit) => {
      await lockResident(unit, residentId)
      await saveLabel(unit, binding.id, label)
      return null
    })
  }
}
