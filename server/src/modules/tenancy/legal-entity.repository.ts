import { scopeValues } from '../../database/scope.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { Scope } from '../../platform/caller.ts'

export type ListedEntity = {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly taxNo: string
  readonly unitCount: number
  readonly version: number
}

const ENTITY = `SELECT e.id, e.code, e.name, e.tax_no AS taxNo, e.version,
  (SELECT COUNT(*) FROM org_units u WHERE u.tenant_id = e.tenant_id AND u.legal_entity_id = e.id) AS unitCount FROM legal_entities e`

/** Legal entities are the company's: seen by whoever sits at its top, and those of one's own units by everybody else. */
const VISIBLE = `e.tenant_id = :tenantId AND (
  EXISTS (SELECT 1 FROM org_units top WHERE top.tenant_id = :tenantId AND top.id IN (:unitIds) AND top.parent_id IS NULL)
  OR EXISTS (SELECT 1 FROM org_units own JOIN org_unit_ancestors a ON a.unit_id = own.id
    WHERE own.tenant_id = :tenantId AND own.legal_entity_id = e.id AND a.ancestor_id IN (:unitIds)))`

/** The same for whoever changes one: all its units must be theirs. */
const OWNED = `e.tenant_id = :tenantId AND NOT EXISTS (
    SELECT 1 FROM org_units other WHERE other.tenant_id = :tenantId AND other.legal_entity_id = e.id AND NOT EXISTS (
      SELECT 1 FROM org_unit_ancestors a WHERE a.unit_id = other.id AND a.ancestor_id IN (:unitIds)))
  AND ${VISIBLE}`

export function listEntities(unit: ReadUnit, scope: Scope): Promise<ListedEntity[]> {
  return unit.select<ListedEntity>(`${ENTITY} WHERE ${VISIBLE} ORDER BY e.code`, scopeValues(scope))
}

export async function lockEntity(unit: Unit, scope: Scope, code: string): Promise<ListedEntity | null> {
  const values = { ...scopeValues(scope), code }
  const [own] = await unit.select<{ id: number }>(`SELECT e.id FROM legal_entities e WHERE ${OWNED} AND e.code = :code`, values)
  if (!own) return null
  await unit.selectForUpdate('SELECT id FROM legal_entities WHERE id = :id', { id: own.id })
  const [entity] = await unit.select<ListedEntity>(`${ENTITY} WHERE e.id = :id`, { id: own.id })
  return entity ?? null
}

export function saveEntity(unit: Unit, id: number, { name, taxNo }: { readonly name: string; readonly taxNo: string }): Promise<number> {
  return unit.execute('UPDATE legal_entities SET name = :name, tax_no = :taxNo, version = version + 1 WHERE id = :id', { id, name, taxNo })
}
