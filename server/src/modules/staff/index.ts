import type { StaffMember, StaffProfile } from '../../../../shared/contracts/staff.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import { addPost } from './add-post.ts'
import { changePassword } from './change-password.ts'
import { createDefaultRoles, createRole } from './create-role.ts'
import { createStaff } from './create-staff.ts'
import { disableMember, enableMember } from './disable-member.ts'
import { editMember } from './edit-member.ts'
import { addRole, editRole, listStaffRoles, removeRole } from './edit-role.ts'
import { identifyStaff } from './identify-staff.ts'
import { inviteMember } from './invite-member.ts'
import { presentMembers, presentProfile } from './profile.ts'
import { refreshSession } from './refresh-session.ts'
import { resetPassword } from './reset-password.ts'
import type { StaffDeps } from './session-tokens.ts'
import { signIn } from './sign-in.ts'
import { endOwnSignIns, endSignIns, listOwnSignIns, listSignIns } from './sign-ins-of.ts'
import { signOut } from './sign-out.ts'
import { listMemberRows, listProfileRows } from './staff.repository.ts'
import { transferMainAdmin } from './transfer-main-admin.ts'

export type { PostInput, RoleInput, StaffInput } from './inputs.ts'
export { staffPurges } from './purges.ts'
export { appendSession, endFamily, endSessionsOf, type NewSession } from './session.repository.ts'
export type { Origin, Signed } from './session-tokens.ts'
export type { Post } from './staff.repository.ts'

export type Staff = {
  readonly createRole: ReturnType<typeof createRole>
  readonly createDefaultRoles: ReturnType<typeof createDefaultRoles>
  readonly createStaff: ReturnType<typeof createStaff>
  readonly addPost: ReturnType<typeof addPost>
  readonly inviteMember: ReturnType<typeof inviteMember>
  readonly editMember: ReturnType<typeof editMember>
  readonly disableMember: ReturnType<typeof disableMember>
  readonly enableMember: ReturnType<typeof enableMember>
  readonly resetPassword: ReturnType<typeof resetPassword>
  readonly transferMainAdmin: ReturnType<typeof transferMainAdmin>
  readonly changePassword: ReturnType<typeof changePassword>
  readonly listSignIns: ReturnType<typeof listSignIns>
  readonly endSignIns: ReturnType<typeof endSignIns>
  readonly listOwnSignIns: ReturnType<typeof listOwnSignIns>
  readonly endOwnSignIns: ReturnType<typeof endOwnSignIns>
  readonly listRoles: ReturnType<typeof listStaffRoles>
  readonly addRole: ReturnType<typeof addRole>
  readonly editRole: ReturnType<typeof editRole>
  readonly removeRole: ReturnType<typeof removeRole>
  readonly signIn: ReturnType<typeof signIn>
  readonly refreshSession: ReturnType<typeof refreshSession>
  readonly signOut: ReturnType<typeof signOut>
  readonly identifyStaff: ReturnType<typeof identifyStaff>
  readonly profileOf: (caller: StaffCaller) => Promise<StaffProfile>
  readonly listMembers: (caller: Pick<StaffCaller, 'scope' | 'staffId'>) => Promise<StaffMember[]>
}

export function createStaffRoom(deps: StaffDeps): Staff {
  const { database, clock } = deps
  return {
    createRole: createRole(deps),
    createDefaultRoles: createDefaultRoles(deps),
    createStaff: createStaff(deps),
    addPost: addPost(deps),
    inviteMember: inviteMember(deps),
    editMember: editMember(deps),
    disableMember: disableMember(deps),
    enableMember: enableMember(deps),
    resetPassword: resetPassword(deps),
    transferMainAdmin: transferMainAdmin(deps),
    changePassword: changePassword(deps),
    listSignIns: listSignIns(deps),
    endSignIns: endSignIns(deps),
    listOwnSignIns: listOwnSignIns(deps),
    endOwnSignIns: endOwnSignIns(deps),
    listRoles: listStaffRoles(deps),
    addRole: addRole(deps),
    editRole: editRole(deps),
    removeRole: removeRole(deps),
    signIn: signIn(deps),
    refreshSession: refreshSession(deps),
    signOut: signOut(deps),
    identifyStaff: identifyStaff(deps),
    profileOf: async ({ scope, staffId }) =>
      presentProfile(await database.read((unit) => listProfileRows(unit, scope.tenantId, staffId)), database.engine === 'sqlite'),
    listMembers: async ({ scope, staffId }) =>
      presentMembers(await database.read((unit) => listMemberRows(unit, scope, staffId)), clock.now()),
  }
}
