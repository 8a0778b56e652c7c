import { scopeValues } from '../../database/scope.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { Scope } from '../../platform/caller.ts'
import type { UnitKind } from './tenancy.repository.ts'
import { orgUnitAncestors } from './tenant.model.ts'

/** What stands under what. */
export const PARENTS: Readonly<Record<UnitKind, readonly UnitKind[]>> = {
  company: [],
  subsidiary: ['company'],
  branch: ['company', 'subsidiary'],
  station: ['company', 'subsidiary', 'branch'],
}

export type HeldUnit = {
  readonly id: number
  readonly parentId: number | null
  readonly code: string
  readonly name: string
  readonly kind: UnitKind
  readonly legalEntityId: number
  readonly legalEntityCode: string
  readonly closedAt: number | null
  readonly version: number
}

const HELD = `SELECT u.id, u.parent_id AS parentId, u.code, u.name, u.unit_kind AS kind, u.legal_entity_id AS legalEntityId,
    e.code AS legalEntityCode, u.closed_at AS closedAt, u.version
  FROM org_units u JOIN legal_entities e ON e.id = u.legal_entity_id
  WHERE u.tenant_id = :tenantId AND EXISTS (
    SELECT 1 FROM org_unit_ancestors scope WHERE scope.unit_id = u.id AND scope.ancestor_id IN (:unitIds))`

/** Changes of a company's tree wait for each other on its top unit. */
export async function lockTree(unit: Unit, tenantId: number): Promise<void> {
  await unit.selectForUpdate('SELECT id FROM org_units WHERE tenant_id = :tenantId AND parent_id IS NULL', { tenantId })
}

/** A unit inside the scope, as it is under the lock of the tree. */
export async function holdUnit(unit: ReadUnit, scope: Scope, code: string): Promise<HeldUnit | null> {
  const [held] = await unit.select<HeldUnit>(`${HELD} AND u.code = :code`, { ...scopeValues(scope), code })
  return held ?? null
}

/** Children that are not closed. */
export async function listOpenChildren(unit: ReadUnit, tenantId: number, unitId: number): Promise<string[]> {
  const rows = await unit.select<{ name: string }>(
    'SELECT name FROM org_units WHERE tenant_id = :tenantId AND parent_id = :unitId AND closed_at IS NULL ORDER BY code',
    { tenantId, unitId },
  )
  return rows.map(({ name }) => name)
}

export async function hasChildren(unit: ReadUnit, tenantId: number, unitId: number): Promise<boolean> {
  const rows = await unit.select('SELECT id FROM org_units WHERE tenant_id = :tenantId AND parent_id = :unitId LIMIT 1', {
    tenantId,
    unitId,
  })
  return rows.length > 0
}

/** The unit and everything above it. */
export async function unitsAbove(unit: ReadUnit, unitId: number): Promise<number[]> {
  const rows = await unit.select<{ id: number }>('SELECT ancestor_id AS id FROM org_unit_ancestors WHERE unit_id = :unitId', { unitId })
  return rows.map(({ id }) => id)
}

export function renameUnit(unit: Unit, id: number, name: string): Promise<number> {
  return unit.execute('UPDATE org_units SET name = :name, version = version + 1 WHERE id = :id', { id, name })
}

export function setClosed(unit: Unit, id: number, closedAt: number | null): Promise<number> {
  return unit.execute('UPDATE org_units SET closed_at = :closedAt, version = version + 1 WHERE id = :id', { id, closedAt })
}

/** The units of a subtree that have this legal entity: they change it together. */
export async function unitsOfEntity(unit: ReadUnit, topId: number, legalEntityId: number): Promise<number[]> {
  const rows = await unit.select<{ id: number }>(
    `SELECT u.id FROM org_units u JOIN org_unit_ancestors a ON a.unit_id = u.id
     WHERE a.ancestor_id = :topId AND u.legal_entity_id = :legalEntityId ORDER BY u.id`,
    { topId, legalEntityId },
  )
  return rows.map(({ id }) => id)
}

export function setLegalEntity(unit: Unit, ids: readonly number[], legalEntityId: number): Promise<number> {
  return unit.execute('UPDATE org_units SET legal_entity_id = :legalEntityId, version = version + 1 WHERE id IN (:ids)', {
    ids,
    legalEntityId,
  })
}

type Step = { readonly unitId: number; readonly ancestorId: number; readonly depth: number }

/** Hangs a unit with everything below it under another one, and says so in the closure. */
export async function rehang(unit: Unit, tenantId: number, id: number, parentId: number): Promise<void> {
  const steps = (where: string, of: number) =>
    unit.select<Step>(`SELECT unit_id AS unitId, ancestor_id AS ancestorId, depth FROM org_unit_ancestors WHERE ${where} = :of`, { of })
  const below = await steps('ancestor_id', id)
  const above = await steps('unit_id', parentId)
  const moved = below.map(({ unitId }) => unitId)
  await unit.execute('DELETE FROM org_unit_ancestors WHERE unit_id IN (:moved) AND ancestor_id NOT IN (:moved)', { moved })
  await unit.insert(
    orgUnitAncestors,
    below.flatMap((down) =>
      above.map((up) => ({
        id: unit.newId(orgUnitAncestors),
        tenant_id: tenantId,
        unit_id: down.unitId,
        ancestor_id: up.ancestorId,
        depth: down.depth + 1 + up.depth,
      })),
    ),
  )
  await unit.execute('UPDATE org_units SET parent_id = :parentId, version = version + 1 WHERE id = :id', { id, parentId })
}

export async function deleteUnit(unit: Unit, id: number): Promise<void> {
  await unit.execute('DELETE FROM org_unit_ancestors WHERE unit_id = :id', { id })
  await unit.execute('DELETE FROM org_units WHERE id = :id', { id })
}
