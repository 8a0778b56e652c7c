import type { Scope } from '../platform/caller.ts'

/**
 * SQL condition that keeps a row with `org_unit_id` inside the caller's company and subtrees.
 * Use with `scopeValues`. `alias` is written by us, never by a caller.
 */
export function inScope(alias: string): string {
  return `${alias}.tenant_id = :tenantId AND EXISTS (SELECT 1 FROM org_unit_ancestors scope WHERE scope.unit_id = ${alias}.org_unit_id AND scope.ancestor_id IN (:unitIds))`
}

/** Nobody has no unit: an empty scope sees nothing rather than everything. */
export function scopeValues(scope: Scope): { tenantId: number; unitIds: readonly number[] } {
  return { tenantId: scope.tenantId, unitIds: scope.unitIds.length > 0 ? scope.unitIds : [0] }
}
