import { writeOnce } from '../../database/idempotency.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { ResidentCaller } from '../../platform/caller.ts'
import { PLATFORM_TENANT_ID } from '../tenancy/index.ts'
import { listOwnBindings, markRemoved, moveBinding, reviveBinding } from './binding.repository.ts'
import {
  findIdentity,
  findResidentByPhone,
  forgetOldProofs,
  forgetOtherPhones,
  lockResident,
  mergeResident,
  savePhone,
} from './identity.repository.ts'
import { phoneHoldsSince } from './open-resident-session.ts'
import { type PhoneProof, provesPhone } from './phone-code.ts'
import type { ResidentsDeps } from './resident-tokens.ts'
import { codeRefused } from './sign-in-with-phone.ts'

/**
 * A resident proves that a phone is theirs: from then on a browser that proves the same phone is the same person. Somebody who used both
 * ways before becomes one: homes and ways in of the other come along. A phone proved before is forgotten. Throws CODE_REFUSED.
 */
export function provePhone({ database, clock, secret, audit }: ResidentsDeps) {
  return async (caller: ResidentCaller, proof: PhoneProof): Promise<void> => {
    const proved = await writeOnce(database, { key: caller.key, tenantId: PLATFORM_TENANT_ID }, async (unit) => {
      const now = clock.now()
      if (!(await provesPhone(unit, { secret, now }, proof))) return false
      await takePhone(unit, caller, proof.phone, now)
      return true
    })
    if (!proved) throw codeRefused(422)
  }

  async function takePhone(unit: Unit, caller: ResidentCaller, phone: string, now: number): Promise<void> {
    const { residentId, appId, openid } = caller
    const since = phoneHoldsSince(now)
    await forgetOldProofs(unit, phone, since)
    const other = await findResidentByPhone(unit, phone, since)
    const both = other === null || other === residentId ? [residentId] : [residentId, other]
    for (const id of both.sort((a, b) => a - b)) await lockResident(unit, id)
    // Under the lock: the other may have left or been joined to somebody else meanwhile.
    const joined = both.length > 1 && (await findResidentByPhone(unit, phone, since)) === other
    if (joined && other !== null) {
      await moveBindings(unit, other, residentId)
      await mergeResident(unit, other, residentId)
    }
    const identity = await findIdentity(unit, appId, openid)
    if (identity) await savePhone(unit, identity.identityId, phone, now)
    await forgetOtherPhones(unit, residentId, phone)
    await audit.recordSecurity(unit, {
      event: joined ? 'resident.phone.joined' : 'resident.phone.proved',
      tenantId: PLATFORM_TENANT_ID,
      subjectKind: 'resident',
      subjectName: caller.actor.name,
      detail: {},
      requestId: caller.requestId,
      ip: caller.ip,
    })
  }

  /** The other's homes, but for those this resident has already, or whose number they have at another company. */
  async function moveBindings(unit: Unit, from: number, into: number): Promise<void> {
    const own = await listOwnBindings(unit, into)
    for (const binding of await listOwnBindings(unit, from)) {
      const same = own.find(({ householdId }) => householdId === binding.householdId)
      const numberTaken = own.some(({ householdNo, state }) => householdNo === binding.householdNo && state === 'active')
      if (!same && !numberTaken) await moveBinding(unit, binding.id, into)
      else {
        if (same && !numberTaken && binding.state === 'active') await reviveBinding(unit, same.id, binding)
        await markRemoved(unit, binding.id)
      }
    }
  }
}
