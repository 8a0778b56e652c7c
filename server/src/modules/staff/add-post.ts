import { unlessTaken } from '../../database/unless-taken.ts'
import type { Caller } from '../../platform/caller.ts'
import { checked } from '../../platform/check-input.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import { PostInput } from './inputs.ts'
import { placePosts } from './place-posts.ts'
import type { StaffDeps } from './session-tokens.ts'
import { findStaffId } from './staff.repository.ts'

/** One more post for somebody of the company. Throws NOT_FOUND, INVALID, POST_EXISTS. */
export function addPost({ database, audit }: Pick<StaffDeps, 'database' | 'audit'>) {
  return async (caller: Caller, name: string, given: PostInput): Promise<void> => {
    const post = checked(PostInput, given, '岗位有误')
    await unlessTaken(
      () =>
        database.write(async (unit) => {
          const staffId = await findStaffId(unit, caller.scope.tenantId, name)
          if (staffId === null) throw notFound('员工')
          await placePosts(unit, caller, staffId, [post])
          await audit.record(unit, caller, {
            action: 'staff.post.add',
            subjectKind: 'staff',
            subjectNo: name,
            detail: { post: `${post.orgUnitCode}/${post.roleCode}` },
          })
        }),
      () => new DomainError(409, 'POST_EXISTS', '此人已有这个岗位'),
    )
  }
}
