import type { UnitNode } from '../../../shared/contracts/tenancy/units.ts'
import type { Database } from '../database/database.ts'
import { scopeValues } from '../database/scope.ts'
import type { Scope } from '../platform/caller.ts'

type Row = Omit<UnitNode, 'closed' | 'householdCount' | 'staffCount'> & {
  readonly id: number
  readonly parentId: number | null
  readonly closedAt: number | null
}
type Count = { readonly unitId: number; readonly n: number }

const UNITS = `SELECT u.id, u.parent_id AS parentId, u.code, u.name, u.unit_kind AS kind, p.code AS parentCode, e.code AS legalEntityCode,
    e.name AS legalEntity, u.closed_at AS closedAt, u.version
  FROM org_units u JOIN legal_entities e ON e.id = u.legal_entity_id LEFT JOIN org_units p ON p.id = u.parent_id
  WHERE u.tenant_id = :tenantId AND EXISTS (
    SELECT 1 FROM org_unit_ancestors scope WHERE scope.unit_id = u.id AND scope.ancestor_id IN (:unitIds))
  ORDER BY (SELECT MAX(a.depth) FROM org_unit_ancestors a WHERE a.unit_id = u.id), u.code`

/** The tree with how many households and people stand in each unit and below. Three statements, whatever the size; the adding up is done here. */
export function readUnitTree(database: Database) {
  return async ({ scope }: { readonly scope: Scope }): Promise<readonly UnitNode[]> => {
    const { rows, households, people } = await database.read(async (unit) => ({
      rows: await unit.select<Row>(UNITS, scopeValues(scope)),
      households: await unit.select<Count>(
        'SELECT org_unit_id AS unitId, COUNT(*) AS n FROM households WHERE tenant_id = :tenantId GROUP BY org_unit_id',
        { tenantId: scope.tenantId },
      ),
      people: await unit.select<{ unitId: number; staffId: number }>(
        `SELECT p.org_unit_id AS unitId, p.staff_id AS staffId FROM posts p JOIN staff s ON s.id = p.staff_id
         WHERE p.tenant_id = :tenantId AND s.state = 'active'`,
        { tenantId: scope.tenantId },
      ),
    }))
    const below = subtrees(rows)
    const seen = new Set(rows.map(({ code }) => code))
    return rows.map(({ id, parentId: _, closedAt, parentCode, ...row }) => {
      const inside = below.get(id) ?? new Set()
      return {
        ...row,
        parentCode: parentCode !== null && seen.has(parentCode) ? parentCode : null,
        closed: closedAt !== null,
        householdCount: households.reduce((sum, { unitId, n }) => (inside.has(unitId) ? sum + Number(n) : sum), 0),
        staffCount: new Set(people.filter(({ unitId }) => inside.has(unitId)).map(({ staffId }) => staffId)).size,
      }
    })
  }
}

/** Each unit with itself and everything below it; children come after their parents. */
function subtrees(rows: readonly Row[]): ReadonlyMap<number, ReadonlySet<number>> {
  const below = new Map(rows.map(({ id }) => [id, new Set([id])]))
  for (const { id, parentId } of [...rows].reverse()) for (const one of below.get(id) ?? []) below.get(parentId ?? 0)?.add(one)
  return below
}
