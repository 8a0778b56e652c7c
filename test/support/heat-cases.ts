import { insertHeatRefund } from '../../server/src/modules/poor-heat/heat-refund.repository.ts'
import { insertOutage } from '../../server/src/modules/poor-heat/outage.repository.ts'
import type { World } from './world.ts'

export type HeatCases = {
  /** A refund for a cold home somebody else has proposed, and one of the owner's own. */
  readonly heatRefundNo: string
  readonly ownHeatRefundNo: string
  /** Of the household's substation, waiting for a second person. */
  readonly outageNo: string
  readonly substation: string
}

/** Written as they stand, without asking whether the notice gives anything back: whoever walks the routes asks only who may. */
export async function heatCases({ database }: World, tenantId: number, householdNo: string): Promise<HeatCases> {
  const cases = { heatRefundNo: 'HR20261122AAAA', ownHeatRefundNo: 'HR20261122BBBB', outageNo: 'OU20261122AAAA', substation: '路由换热站' }
  await database.write(async (unit) => {
    const one = async <Row extends object>(sql: string) => {
      const [row] = await unit.select<Row>(sql, { tenantId, householdNo })
      if (!row) throw new Error(`nothing found: ${sql}`)
      return row
    }
    const household = await one<{ id: number; orgUnitId: number }>(
      'SELECT id, org_unit_id AS orgUnitId FROM households WHERE tenant_id = :tenantId AND household_no = :householdNo',
    )
    const season = await one<{ id: number }>(`SELECT id FROM seasons WHERE tenant_id = :tenantId AND code = '2026-2027'`)
    const owner = await one<{ id: number }>(`SELECT id FROM staff WHERE tenant_id = :tenantId AND name = 'owner'`)
    const cause = {
      kind: 'poor-heat',
      reportedOn: '2026-11-16',
      fixedOn: '2026-11-18',
      tests: [{ on: '2026-11-16', minute: 540, centiC: 1_500 }],
    } as const
    const refund = { tenantId, householdId: household.id, seasonId: season.id, cause, amountFen: 100, steps: [], reason: '室温不达标' }
    await insertHeatRefund(unit, { ...refund, refundNo: cases.heatRefundNo, proposedBy: '测试乙', proposerId: null })
    await insertHeatRefund(unit, { ...refund, refundNo: cases.ownHeatRefundNo, proposedBy: '测试甲', proposerId: owner.id })
    const substationId = 910_001
    const { orgUnitId } = household
    await unit.execute(
      'INSERT INTO substations (id, tenant_id, org_unit_id, name, version, created_at) VALUES (:substationId, :tenantId, :orgUnitId, :name, 1, 0)',
      { substationId, tenantId, orgUnitId, name: cases.substation },
    )
    await unit.execute('UPDATE households SET substation_id = :substationId WHERE id = :id', { substationId, id: household.id })
    const [startedAt, endedAt] = [Date.parse('2026-11-17T00:00:00Z'), Date.parse('2026-11-18T02:00:00Z')]
    const outage = { tenantId, orgUnitId, substationId, seasonId: season.id, startedAt, endedAt, reason: '抢修' }
    await insertOutage(unit, { ...outage, outageNo: cases.outageNo, recordedBy: '测试乙', recorderId: null })
  })
  return cases
}
