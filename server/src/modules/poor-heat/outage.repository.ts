import type { Fen } from '../../../../shared/money/fen.ts'
import type { OutageState } from '../../../../shared/states/heat-refund.ts'
import { inScope, scopeValues } from '../../database/scope.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { Scope } from '../../platform/caller.ts'
import { outages } from './poor-heat.model.ts'

export type SubstationRow = {
  readonly id: number
  readonly name: string
  readonly orgUnit: string
  readonly orgUnitName: string
  readonly orgUnitId: number
  readonly households: number
}

/** Substations of the scope with how many homes hang on each. */
export function listSubstations(unit: ReadUnit, scope: Scope): Promise<SubstationRow[]> {
  return unit.select(
    `SELECT s.id, s.name, u.code AS orgUnit, u.name AS orgUnitName, u.id AS orgUnitId,
       (SELECT COUNT(*) FROM households h WHERE h.substation_id = s.id AND h.state = 'active') AS households
     FROM substations s JOIN org_units u ON u.id = s.org_unit_id WHERE ${inScope('s')} ORDER BY u.code, s.name`,
    scopeValues(scope),
  )
}

export type OutageRow = {
  readonly id: number
  readonly outageNo: string
  readonly orgUnitId: number
  readonly orgUnit: string
  readonly substationId: number
  readonly substation: string
  readonly seasonId: number
  readonly seasonCode: string
  readonly startedAt: number
  readonly endedAt: number
  readonly reason: string
  readonly state: OutageState
  readonly recordedBy: string
  readonly recorderId: number | null
  readonly decidedBy: string | null
  readonly afterId: number
  readonly postedCount: number
  readonly skippedCount: number
  readonly totalFen: Fen
  readonly households: number
}

const OUTAGE = `SELECT o.id, o.outage_no AS outageNo, o.org_unit_id AS orgUnitId, u.name AS orgUnit, o.substation_id AS substationId, s.name AS substation,
    o.season_id AS seasonId, n.code AS seasonCode, o.started_at AS startedAt, o.ended_at AS endedAt, o.reason, o.state, o.recorded_by AS recordedBy,
    o.recorder_id AS recorderId, o.decided_by AS decidedBy, o.after_id AS afterId, o.posted_count AS postedCount, o.skipped_count AS skippedCount,
    o.total_fen AS totalFen,
    (SELECT COUNT(*) FROM households h JOIN bills b ON b.household_id = h.id AND b.season_id = o.season_id WHERE h.substation_id = o.substation_id) AS households
  FROM outages o JOIN org_units u ON u.id = o.org_unit_id JOIN substations s ON s.id = o.substation_id JOIN seasons n ON n.id = o.season_id`

export async function findOutage(unit: ReadUnit, scope: Scope, outageNo: string): Promise<OutageRow | null> {
  const [row] = await unit.select<OutageRow>(`${OUTAGE} WHERE ${inScope('o')} AND o.outage_no = :outageNo`, {
    ...scopeValues(scope),
    outageNo,
  })
  return row ?? null
}

/** Locks it: two workers never take the same households. */
export async function lockOutage(unit: Unit, tenantId: number, outageNo: string): Promise<OutageRow | null> {
  await unit.selectForUpdate('SELECT id FROM outages WHERE tenant_id = :tenantId AND outage_no = :outageNo', { tenantId, outageNo })
  const [row] = await unit.select<OutageRow>(`${OUTAGE} WHERE o.tenant_id = :tenantId AND o.outage_no = :outageNo`, { tenantId, outageNo })
  return row ?? null
}

type PageWish = { readonly page: number; readonly pageSize: number }

/** Newest first. */
export async function listOutages(unit: ReadUnit, scope: Scope, { page, pageSize }: PageWish) {
  const values = scopeValues(scope)
  const [count] = await unit.select<{ total: number }>(`SELECT COUNT(*) AS total FROM outages o WHERE ${inScope('o')}`, values)
  const items = await unit.select<OutageRow>(
    `${OUTAGE} WHERE ${inScope('o')} ORDER BY o.created_at DESC, o.id DESC LIMIT :size OFFSET :skip`,
    {
      ...values,
      size: pageSize,
      skip: (page - 1) * pageSize,
    },
  )
  return { items, total: count?.total ?? 0, page, pageSize }
}

export type NewOutage = Pick<
  OutageRow,
  'outageNo' | 'orgUnitId' | 'substationId' | 'seasonId' | 'startedAt' | 'endedAt' | 'reason' | 'recordedBy' | 'recorderId'
> & {
  readonly tenantId: number
}

export async function insertOutage(unit: Unit, outage: NewOutage): Promise<void> {
  await unit.insert(outages, [
    {
      id: unit.newId(outages),
      tenant_id: outage.tenantId,
      outage_no: outage.outageNo,
      org_unit_id: outage.orgUnitId,
      substation_id: outage.substationId,
      season_id: outage.seasonId,
      started_at: outage.startedAt,
      ended_at: outage.endedAt,
      reason: outage.reason,
      state: 'recorded',
      recorded_by: outage.recordedBy,
      recorder_id: outage.recorderId,
      decided_by: null,
      after_id: 0,
      posted_count: 0,
      skipped_count: 0,
      total_fen: 0,
    },
  ])
}

export async function setOutageState(unit: Unit, id: number, state: OutageState, decidedBy: string): Promise<void> {
  await unit.execute('UPDATE outages SET state = :state, decided_by = :decidedBy, version = version + 1 WHERE id = :id', {
    id,
    state,
    decidedBy,
  })
}

export type OutageProgress = {
  readonly afterId: number
  readonly posted: number
  readonly skipped: number
  readonly totalFen: Fen
  readonly state: OutageState
}

export async function advanceOutage(unit: Unit, id: number, { afterId, posted, skipped, totalFen, state }: OutageProgress): Promise<void> {
  await unit.execute(
    `UPDATE outages SET after_id = :afterId, posted_count = posted_count + :posted, skipped_count = skipped_count + :skipped,
       total_fen = total_fen + :totalFen, state = :state, version = version + 1 WHERE id = :id`,
    { id, afterId, posted, skipped, totalFen, state },
  )
}

/** How far an outage has come, and whose turn it is. */
export type NextHouseholds = { readonly afterId: number; readonly ids: readonly number[] }

/** Homes of the substation with a bill of the season, ascending by id, after the last that had its turn; null when the outage is not being posted. */
export async function nextHouseholds(unit: ReadUnit, tenantId: number, outageNo: string, limit: number): Promise<NextHouseholds | null> {
  const [outage] = await unit.select<{ state: OutageState; afterId: number; substationId: number; seasonId: number }>(
    `SELECT state, after_id AS afterId, substation_id AS substationId, season_id AS seasonId FROM outages
     WHERE tenant_id = :tenantId AND outage_no = :outageNo`,
    { tenantId, outageNo },
  )
  if (outage?.state !== 'posting') return null
  const rows = await unit.select<{ id: number }>(
    `SELECT h.id FROM households h
     WHERE h.substation_id = :substationId AND h.id > :afterId AND EXISTS (SELECT 1 FROM bills b WHERE b.household_id = h.id AND b.season_id = :seasonId)
     ORDER BY h.id LIMIT :limit`,
    { substationId: outage.substationId, seasonId: outage.seasonId, afterId: outage.afterId, limit },
  )
  return { afterId: outage.afterId, ids: rows.map(({ id }) => id) }
}

/** One page of them, in the same order. */
export function pageOutageHouseholds(
  unit: ReadUnit,
  { substationId, seasonId }: Pick<OutageRow, 'substationId' | 'seasonId'>,
  { page, pageSize }: PageWish,
) {
  return unit.select<{ id: number; householdNo: string; customerName: string; address: string }>(
    `SELECT h.id, h.household_no AS householdNo, c.name AS customerName, h.address FROM households h JOIN customers c ON c.id = h.customer_id
     WHERE h.substation_id = :substationId AND EXISTS (SELECT 1 FROM bills b WHERE b.household_id = h.id AND b.season_id = :seasonId)
     ORDER BY h.id LIMIT :size OFFSET :skip`,
    { substationId, seasonId, size: pageSize, skip: (page - 1) * pageSize },
  )
}

/** Σ given back for an outage by household, as posted. */
export async function listPostedCredits(unit: ReadUnit, tenantId: number, refundNo: string, householdIds: readonly number[]) {
  if (householdIds.length === 0) return new Map<number, Fen>()
  const rows = await unit.select<{ householdId: number; amountFen: Fen }>(
    `SELECT l.household_id AS householdId, -SUM(l.amount_fen) AS amountFen FROM bill_lines l
     WHERE l.tenant_id = :tenantId AND l.household_id IN (:householdIds) AND l.line_type = 'credit' AND l.posting_key LIKE :prefix
       AND NOT EXISTS (SELECT 1 FROM bill_lines r WHERE r.reverses_line_id = l.id) GROUP BY l.household_id`,
    { tenantId, householdIds, prefix: `credit:${refundNo}:%` },
  )
  return new Map(rows.map(({ householdId, amountFen }) => [householdId, amountFen]))
}
