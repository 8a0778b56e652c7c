import type { Unit } from '../../database/unit-of-work.ts'
import type { Caller } from '../../platform/caller.ts'
import { invalid } from '../../platform/check-input.ts'
import { findUnitsByCode } from '../tenancy/index.ts'
import { findRoles, insertPosts } from './staff.repository.ts'

type Wanted = { readonly orgUnitCode: string; readonly roleCode: string }

/** Puts a person into posts; nobody hands out a post at a unit they do not see themselves. Throws INVALID naming each post that is wrong. */
export async function placePosts(unit: Unit, caller: Pick<Caller, 'scope'>, staffId: number, posts: readonly Wanted[]): Promise<void> {
  const unitsByCode = new Map(
    (
      await findUnitsByCode(
        unit,
        caller.scope,
        posts.map(({ orgUnitCode }) => orgUnitCode),
      )
    ).map(({ code, id }) => [code, id]),
  )
  const rolesByCode = new Map(
    (
      await findRoles(
        unit,
        caller.scope.tenantId,
        posts.map(({ roleCode }) => roleCode),
      )
    ).map(({ code, id }) => [code, id]),
  )
  const faults = posts.flatMap(({ orgUnitCode, roleCode }, index) => [
    ...(unitsByCode.has(orgUnitCode) ? [] : [{ path: `posts.${index}.orgUnitCode`, message: `没有找到组织 ${orgUnitCode}` }]),
    ...(rolesByCode.has(roleCode) ? [] : [{ path: `posts.${index}.roleCode`, message: `没有找到角色 ${roleCode}` }]),
  ])
  if (faults.length > 0) throw invalid('岗位有误', faults)
  const rows = posts.map(({ orgUnitCode, roleCode }) => ({
    orgUnitId: unitsByCode.get(orgUnitCode) as number,
    roleId: rolesByCode.get(roleCode) as number,
  }))
  await insertPosts(unit, caller.scope.tenantId, staffId, rows)
}
