import { z } from 'zod'
import { InstantField } from '../fields.ts'

const Name = z
  .string('请填写用户名')
  .normalize('NFKC')
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,63}$/, '用户名为 2-64 位字母、数字、点、下划线或短横线')
const DisplayName = z.string('请填写姓名').trim().min(1, '请填写姓名').max(64, '姓名最多 64 个字')
const Reason = z.string('请填写原因').trim().min(2, '请填写原因').max(200, '原因最多 200 个字')
export const RoleCode = z
  .string('请选择角色')
  .normalize('NFKC')
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9-]{1,31}$/, '角色代码为 2-32 位小写字母、数字或短横线')
const WantedPost = z.object({
  orgUnitCode: z.string('请选择组织').normalize('NFKC').trim().toUpperCase().min(1, '请选择组织').max(32, '组织代码最多 32 个字'),
  roleCode: RoleCode,
})
const Posts = z
  .array(WantedPost, '请填写岗位')
  .min(1, '至少要有一个岗位')
  .max(20, '岗位最多 20 个')
  .refine((posts) => new Set(posts.map((post) => `${post.orgUnitCode}/${post.roleCode}`)).size === posts.length, '岗位有重复')

export const MemberParams = z.object({ memberName: Name })
export const InviteMember = z.object({ name: Name, displayName: DisplayName, posts: Posts })
export type InviteMember = z.infer<typeof InviteMember>
/** `posts`: all the posts this person is to have in the caller's units. `revision`: the one that was on the screen. */
export const EditMember = z.object({ displayName: DisplayName, posts: Posts, revision: z.string().max(64) })
export type EditMember = z.infer<typeof EditMember>
export const DisableMember = z.object({ reason: Reason })
export type DisableMember = z.infer<typeof DisableMember>

export const MemberName = z.object({ name: z.string() }).meta({ id: 'MemberName' })
/** `firstPassword` is told once and kept nowhere: null when the same request is answered again. */
export const FirstPassword = z
  .object({ name: z.string(), firstPassword: z.string().nullable(), expiresAt: InstantField.nullable() })
  .meta({ id: 'FirstPassword' })
export type FirstPassword = z.infer<typeof FirstPassword>

export const StaffSignIn = z
  .object({
    /** Names this sign-in; it is no secret. */
    sessionNo: z.string(),
    signedInAt: InstantField,
    lastUsedAt: InstantField,
    ip: z.string().nullable(),
    agent: z.string().nullable(),
    current: z.boolean(),
  })
  .meta({ id: 'StaffSignIn' })
export type StaffSignIn = z.infer<typeof StaffSignIn>
/** One sign-in, or all of them (of one's own: all others) when null. */
export const EndSessions = z.object({ sessionNo: z.string().max(64).nullable() })
export type EndSessions = z.infer<typeof EndSessions>
export const EndedSessions = z.object({ ended: z.int() }).meta({ id: 'EndedSessions' })

const Password = z.string('请填写密码').min(1, '请填写密码').max(256, '密码最多 256 个字')
export const ChangePassword = z.object({ oldPassword: Password, newPassword: Password })
export type ChangePassword = z.infer<typeof ChangePassword>
export const ConfirmedByPassword = z.object({ password: Password })
export type ConfirmedByPassword = z.infer<typeof ConfirmedByPassword>
