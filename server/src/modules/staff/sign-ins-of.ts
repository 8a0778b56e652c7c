import type { StaffSignIn } from '../../../../shared/contracts/staff/members.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import { sha256 } from '../../platform/crypto.ts'
import { notFound } from '../../platform/domain-error.ts'
import { governMember } from './govern-member.ts'
import { endFamily } from './session.repository.ts'
import { endFamiliesOf, type LivingSignIn, listLiving } from './session-list.repository.ts'
import type { StaffDeps } from './session-tokens.ts'
import { findVisibleStaff } from './staff.repository.ts'

type Deps = Pick<StaffDeps, 'database' | 'clock' | 'audit'>

/** Sign-ins of a colleague in the caller's units that still live. Throws NOT_FOUND. */
export function listSignIns({ database, clock }: Deps) {
  return (caller: StaffCaller, name: string): Promise<StaffSignIn[]> =>
    database.read(async (unit) => {
      const person = await findVisibleStaff(unit, caller.scope, name)
      if (!person) throw notFound('该员工')
      return (await listLiving(unit, caller.scope.tenantId, person.id, clock.now())).map((one) => present(one, null))
    })
}

/** 强制下线: one sign-in of a colleague, or all. Throws NOT_FOUND, OWN_RIGHTS, MEMBER_ABOVE. */
export function endSignIns({ database, clock, audit }: Deps) {
  return (caller: StaffCaller, name: string, sessionNo: string | null): Promise<{ readonly ended: number }> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const member = await governMember(unit, caller, name, { wholly: false, alsoMainAdmin: true })
      const ended = await end(unit, tenantId, member.id, sessionNo, clock.now(), '')
      await audit.record(unit, caller, {
        action: 'staff.session.end',
        subjectKind: 'staff',
        subjectNo: name,
        detail: { displayName: member.displayName, endedSignIns: ended },
      })
      return { ended }
    })
  }
}

export function listOwnSignIns({ database, clock }: Deps) {
  return ({ scope, staffId, family }: StaffCaller): Promise<StaffSignIn[]> =>
    database.read(async (unit) => (await listLiving(unit, scope.tenantId, staffId, clock.now())).map((one) => present(one, family)))
}

/** One's own sign-ins elsewhere: one of them, or all but this one. */
export function endOwnSignIns({ database, clock, audit }: Deps) {
  return (caller: StaffCaller, sessionNo: string | null): Promise<{ readonly ended: number }> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const ended = await end(unit, tenantId, caller.staffId, sessionNo, clock.now(), caller.family)
      await audit.recordSecurity(unit, {
        event: 'sessions.ended',
        tenantId,
        subjectKind: 'staff',
        subjectName: caller.actor.name,
        detail: { ended },
        requestId: caller.requestId,
        ip: caller.ip,
      })
      return { ended }
    })
  }
}

async function end(unit: Unit, tenantId: number, staffId: number, sessionNo: string | null, now: number, but: string): Promise<number> {
  if (sessionNo === null) return endFamiliesOf(unit, tenantId, staffId, now, but)
  const found = (await listLiving(unit, tenantId, staffId, now)).find(({ family }) => numberOf(family) === sessionNo)
  return found && found.family !== but && (await endFamily(unit, found.family, now)) ? 1 : 0
}

function numberOf(family: string): string {
  return sha256(family).slice(0, 12)
}

function present({ family, signedInAt, lastUsedAt, ip, agent }: LivingSignIn, current: string | null): StaffSignIn {
  return {
    sessionNo: numberOf(family),
    signedInAt: new Date(signedInAt).toISOString(),
    lastUsedAt: new Date(lastUsedAt).toISOString(),
    ip,
    agent,
    current: family === current,
  }
}
