import { type Permission, permissions } from './permissions.ts'

/** The role that cannot be edited, taken away or given: it changes hands in one step. */
export const MAIN_ADMIN = 'main-admin'

/**
 * Rights over the company, its people and the logs that watch them. Who does not hold one can neither give it to somebody nor act on somebody who
 * holds it. All other rights are those of daily work: whoever appoints people gives them, also the main admin, who holds no money verb and still names
 * the cashiers.
 */
export const guardedPermissions: readonly Permission[] = permissions.filter(
  (name) => name.startsWith('tenancy.') || name.startsWith('staff.') || name === 'audit.security.view',
)

/** The guarded ones among these rights. */
export function guardedAmong(rights: readonly string[]): readonly Permission[] {
  return guardedPermissions.filter((name) => rights.includes(name))
}
