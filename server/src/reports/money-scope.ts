import { inScope, scopeValues } from '../database/scope.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'
import type { Scope } from '../platform/caller.ts'

/**
 * Money without a household, of the legal entity `column` names, is seen by whoever sits at that legal entity's top unit or above: a unit none of
 * whose parents belongs to the same legal entity. Values by `scopeValues`.
 */
export function ofMyLegalEntity(column: string): string {
  return `EXISTS (SELECT 1 FROM org_units top JOIN org_unit_ancestors reach ON reach.unit_id = top.id AND reach.ancestor_id IN (:unitIds)
    LEFT JOIN org_units above ON above.id = top.parent_id
    WHERE top.tenant_id = :tenantId AND top.legal_entity_id = ${column} AND (above.id IS NULL OR above.legal_entity_id <> top.legal_entity_id))`
}

export async function isSuspenseVisible(unit: ReadUnit, scope: Scope, legalEntityId: number): Promise<boolean> {
  const rows = await unit.select<{ id: number }>(
    `SELECT le.id FROM legal_entities le WHERE le.id = :legalEntityId AND le.tenant_id = :tenantId AND ${ofMyLegalEntity('le.id')}`,
    { ...scopeValues(scope), legalEntityId },
  )
  return rows.length > 0
}

export async function isHouseholdVisible(unit: ReadUnit, scope: Scope, householdId: number): Promise<boolean> {
  const rows = await unit.select<{ id: number }>(`SELECT h.id FROM households h WHERE h.id = :householdId AND ${inScope('h')}`, {
    ...scopeValues(scope),
    householdId,
  })
  return rows.length > 0
}
