import { scopeValues } from '../../database/scope.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { Scope } from '../../platform/caller.ts'
import { legalEntities, orgUnitAncestors, orgUnits, tenants } from './tenant.model.ts'

/** Tenant 1: the platform itself, its operators and the apps all companies share. */
export const PLATFORM_TENANT_ID = 1

export type Company = { readonly id: number; readonly code: string; readonly name: string; readonly state: 'active' | 'suspended' }
export type LegalEntity = { readonly id: number; readonly code: string; readonly name: string; readonly taxNo: string }
export type UnitKind = 'company' | 'subsidiary' | 'branch' | 'station'
export type OrgUnitRecord = {
  readonly id: number
  readonly tenantId: number
  readonly parentId: number | null
  readonly code: string
  readonly name: string
  readonly kind: UnitKind
  readonly legalEntityId: number
  /** Null while things may come into it. */
  readonly closedAt: number | null
}

const COMPANY = 'SELECT t.id, t.code, t.name, t.state FROM tenants t'

export async function findCompany(unit: ReadUnit, code: string): Promise<Company | null> {
  const [company] = await unit.select<Company>(`${COMPANY} WHERE t.code = :code`, { code })
  return company ?? null
}

export async function findCompanyById(unit: ReadUnit, tenantId: number): Promise<Company | null> {
  const [company] = await unit.select<Company>(`${COMPANY} WHERE t.id = :tenantId`, { tenantId })
  return company ?? null
}

/** `id` is given only for the platform; every other company gets the next one. */
export async function insertCompany(
  unit: Unit,
  company: { readonly id?: number; readonly code: string; readonly name: string },
): Promise<number> {
  const id = company.id ?? newCompanyId(unit)
  await unit.insert(tenants, [{ id, code: company.code, name: company.name, state: 'active' }])
  return id
}

/** Ids begin at 1, and 1 is the platform's whether it is there yet or not. */
function newCompanyId(unit: Unit): number {
  const id = unit.newId(tenants)
  return id === PLATFORM_TENANT_ID ? unit.newId(tenants) : id
}

export async function insertLegalEntity(unit: Unit, tenantId: number, entity: Omit<LegalEntity, 'id'>): Promise<number> {
  const id = unit.newId(legalEntities)
  await unit.insert(legalEntities, [{ id, tenant_id: tenantId, code: entity.code, name: entity.name, tax_no: entity.taxNo }])
  return id
}

const ENTITY = 'SELECT e.id, e.code, e.name, e.tax_no AS taxNo FROM legal_entities e'

export async function findLegalEntity(unit: ReadUnit, tenantId: number, code: string): Promise<LegalEntity | null> {
  const [entity] = await unit.select<LegalEntity>(`${ENTITY} WHERE e.tenant_id = :tenantId AND e.code = :code`, { tenantId, code })
  return entity ?? null
}

/** The one legal entity whose books, merchants and seals a unit's money belongs to. */
export async function legalEntityOf(unit: ReadUnit, tenantId: number, orgUnitId: number): Promise<LegalEntity | null> {
  const [entity] = await unit.select<LegalEntity>(
    `${ENTITY} JOIN org_units u ON u.legal_entity_id = e.id WHERE u.tenant_id = :tenantId AND u.id = :orgUnitId`,
    { tenantId, orgUnitId },
  )
  return entity ?? null
}

/** Adds a unit with its rows in the closure: itself, and everything above its parent. */
export async function insertOrgUnit(unit: Unit, row: Omit<OrgUnitRecord, 'id' | 'closedAt'>): Promise<number> {
  const id = unit.newId(orgUnits)
  const { tenantId: tenant_id, parentId: parent_id, code, name, kind: unit_kind, legalEntityId: legal_entity_id } = row
  await unit.insert(orgUnits, [{ id, tenant_id, parent_id, code, name, unit_kind, legal_entity_id }])
  const above = await unit.select<{ ancestorId: number; depth: number }>(
    'SELECT ancestor_id AS ancestorId, depth FROM org_unit_ancestors WHERE unit_id = :parentId ORDER BY depth',
    { parentId: row.parentId ?? 0 },
  )
  const chain = [{ ancestorId: id, depth: 0 }, ...above.map(({ ancestorId, depth }) => ({ ancestorId, depth: depth + 1 }))]
  await unit.insert(
    orgUnitAncestors,
    chain.map(({ ancestorId, depth }) => ({ id: unit.newId(orgUnitAncestors), tenant_id, unit_id: id, ancestor_id: ancestorId, depth })),
  )
  return id
}

const UNIT = `SELECT u.id, u.tenant_id AS tenantId, u.parent_id AS parentId, u.code, u.name, u.unit_kind AS kind, u.legal_entity_id AS legalEntityId, u.closed_at AS closedAt FROM org_units u`
const UNIT_IN_SCOPE = `u.tenant_id = :tenantId AND EXISTS (SELECT 1 FROM org_unit_ancestors scope WHERE scope.unit_id = u.id AND scope.ancestor_id IN (:unitIds))`

/** Units of a company by id, in no order; ids of other companies are simply not among them. */
export async function findUnits(unit: ReadUnit, tenantId: number, ids: readonly number[]): Promise<OrgUnitRecord[]> {
  if (ids.length === 0) return []
  return unit.select<OrgUnitRecord>(`${UNIT} WHERE u.tenant_id = :tenantId AND u.id IN (:ids)`, { tenantId, ids })
}

export async function findUnit(unit: ReadUnit, tenantId: number, id: number): Promise<OrgUnitRecord | null> {
  const [found] = await findUnits(unit, tenantId, [id])
  return found ?? null
}

/** Units by code that lie inside the scope: a sibling branch's code finds nothing. */
export async function findUnitsByCode(unit: ReadUnit, scope: Scope, codes: readonly string[]): Promise<OrgUnitRecord[]> {
  if (codes.length === 0) return []
  return unit.select<OrgUnitRecord>(`${UNIT} WHERE ${UNIT_IN_SCOPE} AND u.code IN (:codes)`, { ...scopeValues(scope), codes })
}

export async function findUnitByCode(unit: ReadUnit, scope: Scope, code: string): Promise<OrgUnitRecord | null> {
  const [found] = await findUnitsByCode(unit, scope, [code])
  return found ?? null
}

/** The company unit: every company has exactly one, from its first moment. */
export async function getTopUnitId(unit: ReadUnit, tenantId: number): Promise<number> {
  const [top] = await unit.select<{ id: number }>('SELECT id FROM org_units WHERE tenant_id = :tenantId AND parent_id IS NULL', {
    tenantId,
  })
  if (!top) throw new Error(`company ${tenantId} has no top unit`)
  return top.id
}

/** The unit and everything below it. */
export async function subtreeOf(unit: ReadUnit, tenantId: number, orgUnitId: number): Promise<readonly number[]> {
  const rows = await unit.select<{ id: number }>(
    'SELECT unit_id AS id FROM org_unit_ancestors WHERE tenant_id = :tenantId AND ancestor_id = :orgUnitId ORDER BY unit_id',
    { tenantId, orgUnitId },
  )
  return rows.map(({ id }) => id)
}

export type ListedUnit = {
  readonly code: string
  readonly name: string
  readonly kind: UnitKind
  readonly parentCode: string | null
  readonly legalEntity: string
  readonly closedAt: number | null
}

/** Everything the scope sees, parents before their children. */
export function listUnits(unit: ReadUnit, scope: Scope): Promise<ListedUnit[]> {
  return unit.select<ListedUnit>(
    `SELECT u.code, u.name, u.unit_kind AS kind, p.code AS parentCode, e.name AS legalEntity, u.closed_at AS closedAt
     FROM org_units u JOIN legal_entities e ON e.id = u.legal_entity_id LEFT JOIN org_units p ON p.id = u.parent_id
     WHERE ${UNIT_IN_SCOPE}
     ORDER BY (SELECT MAX(a.depth) FROM org_unit_ancestors a WHERE a.unit_id = u.id), u.code`,
    scopeValues(scope),
  )
}
