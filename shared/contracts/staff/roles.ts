import { z } from 'zod'
import { isPermission, moneyPermissions, type Permission } from '../../access/permissions.ts'
import { RoleCode } from './members.ts'

const PermissionName = z
  .custom<Permission>((name) => typeof name === 'string' && isPermission(name), '没有这项权限')
  .meta({ type: 'string' })
const Limits = z.record(z.string(), z.int('限额应为整数分').min(0, '限额不能为负'))
const Content = {
  name: z.string('请填写角色名称').trim().min(1, '请填写角色名称').max(64, '角色名称最多 64 个字'),
  permissions: z.array(PermissionName).max(500),
  /** The most a money verb may move at once, in fen; a verb without an entry has no limit of its own. */
  limits: Limits,
}
const limitsFit = ({
  permissions,
  limits,
}: {
  readonly permissions: readonly string[]
  readonly limits: Readonly<Record<string, number>>
}) => Object.keys(limits).every((name) => permissions.includes(name) && (moneyPermissions as readonly string[]).includes(name))
const LIMITS = { path: ['limits'], message: '限额只能设在角色已有的资金类权限上' }

export const RoleParams = z.object({ roleCode: RoleCode })
/** The code is made up when left out. */
export const CreateRole = z.object({ code: RoleCode.optional(), ...Content }).refine(limitsFit, LIMITS)
export type CreateRole = z.infer<typeof CreateRole>
export const EditRole = z.object({ ...Content, version: z.int() }).refine(limitsFit, LIMITS)
export type EditRole = z.infer<typeof EditRole>

export const StaffRole = z
  .object({
    code: z.string(),
    name: z.string(),
    permissions: z.array(z.string()),
    limits: Limits,
    /** People in use who have it. */
    memberCount: z.int(),
    version: z.int(),
    /** Why this person may not edit it, in words; null when they may. */
    locked: z.string().nullable(),
  })
  .meta({ id: 'StaffRole' })
export type StaffRole = z.infer<typeof StaffRole>
export const RoleName = z.object({ code: z.string() }).meta({ id: 'RoleName' })
