import { z } from 'zod'
import { isPermission, type Permission } from '../../../../shared/access/permissions.ts'

const RoleCode = z
  .string('请填写角色代码')
  .normalize('NFKC')
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9-]{1,31}$/, '角色代码为 2-32 位小写字母、数字或短横线')
const PermissionName = z.custom<Permission>((name) => typeof name === 'string' && isPermission(name), '没有这项权限')

export const RoleInput = z.object({
  code: RoleCode,
  name: z.string('请填写角色名称').trim().min(1, '请填写角色名称').max(64, '角色名称最多 64 个字'),
  permissions: z.array(PermissionName),
  /** The most a money verb may move at once, in fen; a verb without an entry has no limit of its own. */
  limits: z
    .record(z.string(), z.int('限额应为整数分').min(0, '限额不能为负'))
    .refine((limits) => Object.keys(limits).every(isPermission), '限额里有不认识的权限')
    .default({}),
})
export type RoleInput = z.input<typeof RoleInput>

export const PostInput = z.object({
  orgUnitCode: z.string('请选择组织').normalize('NFKC').trim().toUpperCase().min(1, '请选择组织').max(32, '组织代码最多 32 个字'),
  roleCode: RoleCode,
})
export type PostInput = z.input<typeof PostInput>

export const StaffInput = z.object({
  /** What they sign in with; unique in the company. */
  name: z
    .string('请填写用户名')
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9._-]{1,63}$/, '用户名为 2-64 位字母、数字、点、下划线或短横线'),
  displayName: z.string('请填写姓名').trim().min(1, '请填写姓名').max(64, '姓名最多 64 个字'),
  password: z.string('请填写密码'),
  posts: z.array(PostInput, '请填写岗位').min(1, '至少要有一个岗位').max(20, '岗位最多 20 个'),
})
export type StaffInput = z.input<typeof StaffInput>
