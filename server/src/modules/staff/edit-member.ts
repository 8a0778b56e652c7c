import type { EditMember } from '../../../../shared/contracts/staff/members.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { governMember, revisionOf } from './govern-member.ts'
import { postText, refuseGrants } from './invite-member.ts'
import { removePosts, renameStaff } from './member.repository.ts'
import { placePosts } from './place-posts.ts'
import type { StaffDeps } from './session-tokens.ts'

/**
 * 修改员工: the name shown, and all posts in the caller's units; posts elsewhere stay. New rights hold from the next request on. Throws NOT_FOUND, OWN_RIGHTS,
 * MAIN_ADMIN, MEMBER_ABOVE, MEMBER_CHANGED, INVALID, MAIN_ADMIN_BY_TRANSFER, ROLE_ABOVE.
 */
export function editMember({ database, audit }: Pick<StaffDeps, 'database' | 'audit'>) {
  return (caller: StaffCaller, name: string, { displayName, posts, revision }: EditMember): Promise<{ readonly name: string }> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const member = await governMember(unit, caller, name, { wholly: false })
      const { postsHere } = member
      if (revisionOf(member.displayName, postsHere) !== revision)
        throw new DomainError(409, 'MEMBER_CHANGED', '此人的资料在您打开之后被人改过，请刷新后再操作')
      const had = new Set(postsHere.map(({ unitCode, roleCode }) => postText({ orgUnitCode: unitCode, roleCode })))
      const wanted = new Set(posts.map(postText))
      const added = posts.filter((post) => !had.has(postText(post)))
      const gone = postsHere.filter(({ unitCode, roleCode }) => !wanted.has(postText({ orgUnitCode: unitCode, roleCode })))
      await refuseGrants(unit, caller, added)
      await renameStaff(unit, member.id, displayName)
      await removePosts(
        unit,
        gone.map(({ id }) => id),
      )
      if (added.length > 0) await placePosts(unit, caller, member.id, added)
      await audit.record(unit, caller, {
        action: 'staff.member.edit',
        subjectKind: 'staff',
        subjectNo: name,
        detail: { before: { displayName: member.displayName, posts: [...had].sort() }, after: { displayName, posts: [...wanted].sort() } },
      })
      return { name }
    })
  }
}
