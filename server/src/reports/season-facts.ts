import type { SeasonFile } from '../../../shared/contracts/tenancy/seasons.ts'
import { scopeValues } from '../database/scope.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'
import type { Scope } from '../platform/caller.ts'

type Season = { readonly id: number; readonly orgUnitId: number }

/** Households of the season's unit that the caller sees; `h` is the household. */
const SEEN = `h.tenant_id = :tenantId
  AND EXISTS (SELECT 1 FROM org_unit_ancestors own WHERE own.unit_id = h.org_unit_id AND own.ancestor_id = :seasonUnitId)
  AND EXISTS (SELECT 1 FROM org_unit_ancestors scope WHERE scope.unit_id = h.org_unit_id AND scope.ancestor_id IN (:unitIds))`
const RECORDED = `FROM household_seasons hs JOIN households h ON h.id = hs.household_id WHERE hs.tenant_id = :tenantId AND hs.season_id = :seasonId AND ${SEEN}`
const AREAS = 'EXISTS (SELECT 1 FROM heated_areas a WHERE a.household_season_id = hs.id)'
const BILL =
  'EXISTS (SELECT 1 FROM bills b WHERE b.tenant_id = hs.tenant_id AND b.household_id = hs.household_id AND b.season_id = hs.season_id)'
const LINES = `FROM bill_lines l JOIN households h ON h.id = l.household_id WHERE l.tenant_id = :tenantId AND l.season_id = :seasonId AND ${SEEN}`

const COUNTS = {
  households: `SELECT COUNT(*) AS n FROM households h WHERE ${SEEN} AND h.state = 'active'`,
  recorded: `SELECT COUNT(*) AS n ${RECORDED}`,
  withAreas: `SELECT COUNT(*) AS n ${RECORDED} AND ${AREAS}`,
  stopped: `SELECT COUNT(*) AS n ${RECORDED} AND hs.status = 'stopped'`,
  billedHouseholds: `SELECT COUNT(*) AS n ${RECORDED} AND ${BILL}`,
  unbilledHouseholds: `SELECT COUNT(*) AS n ${RECORDED} AND hs.status <> 'not-connected' AND ${AREAS} AND NOT ${BILL}`,
  billedFen: `SELECT COALESCE(SUM(l.amount_fen), 0) AS n ${LINES}`,
  collectedFen: `SELECT COALESCE(SUM(x.amount_fen), 0) AS n FROM allocations x JOIN bill_lines l ON l.id = x.line_id
    JOIN households h ON h.id = l.household_id WHERE l.tenant_id = :tenantId AND l.season_id = :seasonId AND ${SEEN}`,
  openFen: `SELECT COALESCE(SUM(o.open_fen), 0) AS n FROM line_balances o JOIN households h ON h.id = o.household_id
    WHERE o.tenant_id = :tenantId AND o.season_id = :seasonId AND ${SEEN}`,
  ruleSetsPublished: `SELECT COUNT(*) AS n FROM rule_sets r WHERE r.tenant_id = :tenantId AND r.season_id = :seasonId AND r.state = 'published'`,
  ruleSetsUnfinished: `SELECT COUNT(*) AS n FROM rule_sets r WHERE r.tenant_id = :tenantId AND r.season_id = :seasonId
    AND r.state IN ('draft', 'submitted', 'returned')`,
} as const satisfies Record<keyof SeasonFile['numbers'], string>

/** What a season's file says in numbers, and what keeps it from being closed. */
export const seasonFacts = {
  async numbersOf(unit: ReadUnit, scope: Scope, { id, orgUnitId }: Season): Promise<SeasonFile['numbers']> {
    const values = { ...scopeValues(scope), seasonId: id, seasonUnitId: orgUnitId }
    const numbers: [string, number][] = []
    for (const [name, sql] of Object.entries(COUNTS)) {
      // A number of statements that does not grow with the company.
      const [row] = await unit.select<{ n: number }>(sql, values)
      numbers.push([name, Number(row?.n ?? 0)])
    }
    return Object.fromEntries(numbers) as SeasonFile['numbers']
  },

  async underWay(unit: ReadUnit, tenantId: number, seasonId: number): Promise<readonly string[]> {
    const found: string[] = []
    for (const { sql, words } of UNDER_WAY) {
      const rows = await unit.select<{ no: string }>(sql, { tenantId, seasonId })
      if (rows.length > 0) found.push(`${words}（${rows.map(({ no }) => no).join('、')}）`)
    }
    return found
  },
}

const UNDER_WAY = [
  {
    words: '正式出账还没有完成',
    sql: `SELECT run_no AS no FROM billing_runs WHERE tenant_id = :tenantId AND season_id = :seasonId AND mode = 'post'
      AND state IN ('queued', 'running') ORDER BY run_no LIMIT 5`,
  },
  {
    words: '结转还没有完成',
    sql: `SELECT carry_no AS no FROM season_carries WHERE tenant_id = :tenantId AND season_id = :seasonId AND state <> 'done' ORDER BY carry_no LIMIT 5`,
  },
  {
    words: '有价目等待第二人发布或退回',
    sql: `SELECT n.no FROM rule_sets r JOIN price_notices n ON n.id = r.price_notice_id
      WHERE r.tenant_id = :tenantId AND r.season_id = :seasonId AND r.state = 'submitted' ORDER BY n.no LIMIT 5`,
  },
] as const
