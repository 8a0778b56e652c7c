import type { StaffMember, StaffProfile } from '../../../../shared/contracts/staff.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import { addPost } from './add-post.ts'
import { createDefaultRoles, createRole } from './create-role.ts'
import { createStaff } from './create-staff.ts'
import { identifyStaff } from './identify-staff.ts'
import { presentMembers, presentProfile } from './profile.ts'
import { refreshSession } from './refresh-session.ts'
import type { StaffDeps } from './session-tokens.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { listMemberRows, listProfileRows } from './staff.repository.ts'

export type { PostInput, RoleInput, StaffInput } from './inputs.ts'
export { staffPurges } from './purges.ts'
export { appendSession, endFamily, type NewSession } from './session.repository.ts'
export type { Origin, Signed } from './session-tokens.ts'
export type { Post } from './staff.repository.ts'

export type Staff = {
  readonly createRole: ReturnType<typeof createRole>
  readonly createDefaultRoles: ReturnType<typeof createDefaultRoles>
  readonly createStaff: ReturnType<typeof createStaff>
  readonly addPost: ReturnType<typeof addPost>
  readonly signIn: ReturnType<typeof signIn>
  readonly refreshSession: ReturnType<typeof refreshSession>
  readonly signOut: ReturnType<typeof signOut>
  readonly identifyStaff: ReturnType<typeof identifyStaff>
  readonly profileOf: (caller: StaffCaller) => Promise<StaffProfile>
  readonly listMembers: (caller: Pick<StaffCaller, 'scope'>) => Promise<StaffMember[]>
}

export function createStaffRoom(deps: StaffDeps): Staff {
  const { database, clock } = deps
  return {
    createRole: createRole(deps),
    createDefaultRoles: createDefaultRoles(deps),
    createStaff: createStaff(deps),
    addPost: addPost(deps),
    signIn: signIn(deps),
    refreshSession: refreshSession(deps),
    signOut: signOut(deps),
    identifyStaff: identifyStaff(deps),
    profileOf: async ({ scope, staffId }) =>
      presentProfile(await database.read((unit) => listProfileRows(unit, scope.tenantId, staffId)), database.engine === 'sqlite'),
    listMembers: async ({ scope }) => presentMembers(await database.read((unit) => listMemberRows(unit, scope)), clock.now()),
  }
}
