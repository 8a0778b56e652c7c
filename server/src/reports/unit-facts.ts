import type { ReadUnit } from '../database/unit-of-work.ts'

/** What stands in the way of changing the tree of units: households, money, seasons and everything that names a unit. */
export const unitFacts = {
  async householdsIn(unit: ReadUnit, tenantId: number, unitIds: readonly number[]): Promise<readonly number[]> {
    const rows = await unit.select<{ id: number }>(
      'SELECT id FROM households WHERE tenant_id = :tenantId AND org_unit_id IN (:unitIds) ORDER BY id',
      { tenantId, unitIds },
    )
    return rows.map(({ id }) => id)
  },

  async hasMoney(unit: ReadUnit, tenantId: number, unitIds: readonly number[]): Promise<boolean> {
    for (const money of [
      'SELECT m.id FROM journal_lines m WHERE m.household_id = h.id',
      `SELECT m.id FROM order_households m JOIN payment_orders o ON o.id = m.order_id
       WHERE m.household_id = h.id AND o.state IN ('submitted', 'prepared', 'unknown')`,
    ]) {
      const sql = `SELECT h.id FROM households h WHERE h.tenant_id = :tenantId AND h.org_unit_id IN (:unitIds) AND EXISTS (${money}) LIMIT 1`
      if ((await unit.select(sql, { tenantId, unitIds })).length > 0) return true
    }
    return false
  },

  async seasonUnits(unit: ReadUnit, tenantId: number, unitIds: readonly number[]): Promise<readonly number[]> {
    const rows = await unit.select<{ orgUnitId: number }>(
      `SELECT s.org_unit_id AS orgUnitId FROM seasons s WHERE s.tenant_id = :tenantId AND EXISTS (
         SELECT 1 FROM household_seasons hs WHERE hs.tenant_id = s.tenant_id AND hs.season_id = s.id AND hs.org_unit_id IN (:unitIds))`,
      { tenantId, unitIds },
    )
    return rows.map(({ orgUnitId }) => orgUnitId)
  },

  async usesOf(unit: ReadUnit, tenantId: number, unitId: number): Promise<readonly string[]> {
    const used: string[] = []
    for (const { table, word } of USES) {
      const sql = `SELECT x.id FROM ${table} x WHERE x.tenant_id = :tenantId AND x.org_unit_id = :unitId LIMIT 1`
      if ((await unit.select(sql, { tenantId, unitId })).length > 0) used.push(word)
    }
    return used
  },
}

/** Tables that name a unit and would be orphaned by its end. Money needs no row here: it follows a household, and a household leaves its community behind. */
const USES = [
  { table: 'households', word: '用热户' },
  { table: 'communities', word: '小区' },
  { table: 'household_seasons', word: '采暖季资料' },
  { table: 'posts', word: '员工岗位' },
  { table: 'seasons', word: '采暖季' },
  { table: 'rule_sets', word: '价目' },
  { table: 'billing_runs', word: '出账批次' },
  { table: 'imports', word: '导入批次' },
] as const
