import { MAIN_ADMIN } from '../../../../shared/access/granting.ts'
import { isPermission } from '../../../../shared/access/permissions.ts'
import type { StaffMember, StaffProfile } from '../../../../shared/contracts/staff.ts'
import { revisionOf } from './govern-member.ts'
import type { MemberRow, ProfileRow } from './staff.repository.ts'

/** The posts of one person folded into their own screen's view. */
export function presentProfile(rows: readonly ProfileRow[], trialSize: boolean): StaffProfile {
  const [first] = rows
  if (!first) throw new Error('a profile without a post')
  const roles = new Map(rows.map((row) => [row.roleCode, row.roleName]))
  const units = new Map(rows.map((row) => [row.unitCode, row.unitName]))
  const permissions = new Set(rows.flatMap((row) => (JSON.parse(row.permissions) as string[]).filter(isPermission)))
  return {
    name: first.name,
    displayName: first.displayName,
    company: { code: first.companyCode, name: first.companyName },
    roles: [...roles].map(([code, name]) => ({ code, name })),
    units: [...units].map(([code, name]) => ({ code, name })),
    permissions: [...permissions].sort(),
    trialSize,
    mustChangePassword: first.passwordGivenAt !== null,
  }
}

export function presentMembers(rows: readonly MemberRow[], now: number): StaffMember[] {
  const people = new Map(rows.map((row) => [row.name, row]))
  return [...people.values()].map(({ name, displayName, state, lockedUntil, passwordGivenAt }) => {
    const own = rows.filter((row) => row.name === name)
    return {
      name,
      displayName,
      state,
      posts: own.map(({ roleCode, role, unitCode, orgUnit }) => ({ roleCode, role, unitCode, unit: orgUnit })),
      mainAdmin: own.some(({ roleCode }) => roleCode === MAIN_ADMIN),
      self: own.some(({ self }) => Number(self) === 1),
      firstPassword: passwordGivenAt !== null,
      revision: revisionOf(displayName, own),
      roles: [...new Set(own.map((row) => row.role))],
      units: [...new Set(own.map((row) => row.orgUnit))],
      lockedUntil: lockedUntil !== null && lockedUntil > now ? new Date(lockedUntil).toISOString() : null,
    }
  })
}
