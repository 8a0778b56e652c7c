import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import type { BillingRunState } from '../../../../shared/states/billing-run.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { billingRunItems, billingRuns } from './billing-run.model.ts'

/** `compare` prices everybody again and says what differs from what is posted; like a preview it posts nothing. */
export type RunMode = 'preview' | 'post' | 'compare'
export type Run = {
  readonly id: number
  readonly tenantId: number
  readonly runNo: string
  readonly seasonId: number
  readonly seasonCode: string
  readonly startsOn: LocalDay
  readonly endsOn: LocalDay
  readonly days: number
  readonly orgUnitId: number
  readonly orgUnitCode: string
  readonly mode: RunMode
  readonly state: BillingRunState
  readonly householdCount: number
  readonly doneCount: number
  readonly postedCount: number
  readonly skippedCount: number
  readonly totalFen: Fen
  readonly startedBy: string
  readonly startedAt: number | null
  readonly finishedAt: number | null
  /** The preview this posting follows. */
  readonly previewRunId: number | null
  readonly previewRunNo: string | null
  readonly version: number
}

const RUN = `SELECT r.id, r.tenant_id AS tenantId, r.run_no AS runNo, r.season_id AS seasonId, s.code AS seasonCode, s.starts_on AS startsOn, s.ends_on AS endsOn, s.days,
  r.org_unit_id AS orgUnitId, u.code AS orgUnitCode, r.mode, r.state, r.household_count AS householdCount, r.done_count AS doneCount,
  r.posted_count AS postedCount, r.skipped_count AS skippedCount, r.total_fen AS totalFen, r.started_by AS startedBy,
  r.started_at AS startedAt, r.finished_at AS finishedAt, r.preview_run_id AS previewRunId,
  (SELECT p.run_no FROM billing_runs p WHERE p.id = r.preview_run_id) AS previewRunNo, r.version
  FROM billing_runs r JOIN seasons s ON s.id = r.season_id JOIN org_units u ON u.id = r.org_unit_id`

export async function findRun(unit: ReadUnit, tenantId: number, runNo: string): Promise<Run | null> {
  const [run] = await unit.select<Run>(`${RUN} WHERE r.tenant_id = :tenantId AND r.run_no = :runNo`, { tenantId, runNo })
  return run ?? null
}

/** Newest first, only of units in the caller's subtrees; one of them when `runNo` is given. */
export function listRuns(unit: ReadUnit, tenantId: number, unitIds: readonly number[], runNo?: string): Promise<Run[]> {
  return unit.select<Run>(
    `${RUN} WHERE r.tenant_id = :tenantId AND EXISTS (SELECT 1 FROM org_unit_ancestors a WHERE a.unit_id = r.org_unit_id AND a.ancestor_id IN (:unitIds))
     ${runNo ? 'AND r.run_no = :runNo' : ''} ORDER BY r.created_at DESC LIMIT 100`,
    { tenantId, unitIds: unitIds.length > 0 ? unitIds : [0], ...(runNo ? { runNo } : {}) },
  )
}

/** A run of this season that is not over and covers the unit, lies in it or above it. */
export async function findActiveRun(
  unit: ReadUnit,
  tenantId: number,
  seasonId: number,
  orgUnitId: number,
): Promise<{ runNo: string } | null> {
  const [run] = await unit.select<{ runNo: string }>(
    `SELECT r.run_no AS runNo FROM billing_runs r JOIN org_unit_ancestors a
       ON (a.unit_id = :orgUnitId AND a.ancestor_id = r.org_unit_id) OR (a.unit_id = r.org_unit_id AND a.ancestor_id = :orgUnitId)
     WHERE r.tenant_id = :tenantId AND r.season_id = :seasonId AND r.mode = 'post' AND r.state IN ('queued', 'running') LIMIT 1`,
    { tenantId, seasonId, orgUnitId },
  )
  return run ?? null
}

export async function appendRun(
  unit: Unit,
  run: {
    readonly tenantId: number
    readonly runNo: string
    readonly seasonId: number
    readonly orgUnitId: number
    readonly mode: RunMode
    readonly startedBy: string
    readonly previewRunId: number | null
  },
): Promise<void> {
  const zero = { household_count: 0, done_count: 0, posted_count: 0, skipped_count: 0, total_fen: 0 }
  await unit.insert(billingRuns, [
    {
      id: unit.newId(billingRuns),
      tenant_id: run.tenantId,
      run_no: run.runNo,
      season_id: run.seasonId,
      org_unit_id: run.orgUnitId,
      mode: run.mode,
      state: 'queued',
      started_by: run.startedBy,
      preview_run_id: run.previewRunId,
      ...zero,
    },
  ])
}

export function startRun(unit: Unit, run: Run, at: number): Promise<number> {
  return unit.execute(
    `UPDATE billing_runs SET state = 'running', started_at = COALESCE(started_at, :at), version = version + 1,
       household_count = (SELECT COUNT(*) FROM household_seasons hs JOIN org_unit_ancestors a ON a.unit_id = hs.org_unit_id AND a.ancestor_id = :orgUnitId
                          WHERE hs.tenant_id = :tenantId AND hs.season_id = :seasonId)
     WHERE id = :id AND state <> 'stopped'`,
    { at, id: run.id, tenantId: run.tenantId, seasonId: run.seasonId, orgUnitId: run.orgUnitId },
  )
}

export type RunItem = {
  readonly id: number
  readonly householdId: number
  readonly householdSeasonVersion: number
  /** 1 when the household has a bill of the season already. */
  readonly billed: number
}

/** The next households of the run, frozen at the version they have now. */
export async function freezeNextItems(unit: Unit, run: Run, limit: number): Promise<number> {
  const [last] = await unit.select<{ householdId: number | null }>(
    'SELECT MAX(household_id) AS householdId FROM billing_run_items WHERE run_id = :runId',
    { runId: run.id },
  )
  const next = await unit.select<{ householdId: number; id: number; version: number }>(
    `SELECT hs.household_id AS householdId, hs.id, hs.version FROM household_seasons hs
     JOIN org_unit_ancestors a ON a.unit_id = hs.org_unit_id AND a.ancestor_id = :orgUnitId
     WHERE hs.tenant_id = :tenantId AND hs.season_id = :seasonId AND hs.household_id > :after ORDER BY hs.household_id LIMIT ${limit}`,
    { tenantId: run.tenantId, seasonId: run.seasonId, orgUnitId: run.orgUnitId, after: last?.householdId ?? 0 },
  )
  await unit.insert(
    billingRunItems,
    next.map((row) => ({
      id: unit.newId(billingRunItems),
      tenant_id: run.tenantId,
      run_id: run.id,
      household_id: row.householdId,
      household_season_id: row.id,
      household_season_version: row.version,
      state: 'frozen',
      amount_fen: 0,
    })),
  )
  return next.length
}

/** Of the households after this one the first that are frozen and not yet marked. */
export function listFrozenItems(unit: ReadUnit, run: Run, after: number, limit: number): Promise<RunItem[]> {
  return unit.select(
    `SELECT i.id, i.household_id AS householdId, i.household_season_version AS householdSeasonVersion,
       (SELECT COUNT(*) FROM bills b WHERE b.tenant_id = i.tenant_id AND b.household_id = i.household_id AND b.season_id = :seasonId) AS billed
     FROM billing_run_items i WHERE i.run_id = :runId AND i.state = 'frozen' AND i.household_id > :after
     ORDER BY i.household_id LIMIT ${limit}`,
    { runId: run.id, seasonId: run.seasonId, after },
  )
}

/** The item of one household in a run. */
export async function findItem(unit: ReadUnit, runId: number, householdId: number): Promise<RunItem | null> {
  const [item] = await unit.select<RunItem>(
    `SELECT id, household_id AS householdId, household_season_version AS householdSeasonVersion, 0 AS billed
     FROM billing_run_items WHERE run_id = :runId AND household_id = :householdId`,
    { runId, householdId },
  )
  return item ?? null
}

/** What decides whether a household is billed, and how. Read it under the lock. */
export type Standing = {
  readonly householdId: number
  readonly householdSeasonVersion: number
  /** 1 when it has a bill of the season already. */
  readonly billed: number
  readonly balanceFen: Fen
}

export async function listStandings(unit: ReadUnit, run: Run, householdIds: readonly number[]): Promise<ReadonlyMap<number, Standing>> {
  const rows = await unit.select<Standing>(
    `SELECT hs.household_id AS householdId, hs.version AS householdSeasonVersion,
       (SELECT COUNT(*) FROM bills b WHERE b.tenant_id = hs.tenant_id AND b.household_id = hs.household_id AND b.season_id = hs.season_id) AS billed,
       COALESCE((SELECT h.balance_fen FROM household_balances h WHERE h.id = hs.household_id), 0) AS balanceFen
     FROM household_seasons hs WHERE hs.season_id = :seasonId AND hs.household_id IN (:householdIds)`,
    { seasonId: run.seasonId, householdIds },
  )
  return new Map(rows.map((row) => [row.householdId, row]))
}

export type ItemOutcome = { readonly itemId: number; readonly amountFen: Fen; readonly reason: string | null }

/**
 * Marks the chunk and counts it into its run: one statement for what went well, one a reason. What another process has marked
 * since (this one was taken for dead) stays as it is and is not counted again. Answers the items marked here.
 */
export async function finishItems(unit: Unit, run: Run, given: readonly ItemOutcome[]): Promise<ReadonlySet<number>> {
  if (given.length === 0) return new Set()
  const rows = await unit.selectForUpdate<{ id: number }>(
    `SELECT id FROM billing_run_items WHERE id IN (:ids) AND state = 'frozen' ORDER BY id`,
    { ids: given.map(({ itemId }) => itemId) },
  )
  const frozen = new Set(rows.map(({ id }) => id))
  const outcomes = given.filter(({ itemId }) => frozen.has(itemId))
  if (outcomes.length === 0) return frozen
  const good = outcomes.filter((outcome) => outcome.reason === null)
  const bad = outcomes.filter((outcome) => outcome.reason !== null)
  if (good.length > 0) {
    // Ids and amounts are our own safe integers; as replacements they would be looked for in all of the text.
    const cases = good.map(({ itemId, amountFen }) => `WHEN ${Number(itemId)} THEN ${Number(amountFen)}`).join(' ')
    const ids = good.map(({ itemId }) => Number(itemId)).join(',')
    await unit.execute(`UPDATE billing_run_items SET state = 'done', amount_fen = CASE id ${cases} END WHERE id IN (${ids})`)
  }
  for (const reason of new Set(bad.map((outcome) => outcome.reason))) {
    const ids = bad.filter((outcome) => outcome.reason === reason).map(({ itemId }) => itemId)
    await unit.execute(`UPDATE billing_run_items SET state = 'skipped', reason = :reason WHERE id IN (:ids)`, { reason, ids })
  }
  await unit.execute(
    `UPDATE billing_runs SET done_count = done_count + :done, posted_count = posted_count + :posted, skipped_count = skipped_count + :skipped,
       total_fen = total_fen + :total, version = version + 1 WHERE id = :id`,
    {
      id: run.id,
      done: outcomes.length,
      posted: good.length,
      skipped: bad.length,
      total: good.reduce((sum, { amountFen }) => sum + amountFen, 0),
    },
  )
  return frozen
}

export function endRun(unit: Unit, runId: number, state: 'done' | 'failed', at: number): Promise<number> {
  return unit.execute(
    `UPDATE billing_runs SET state = :state, finished_at = :at, version = version + 1 WHERE id = :runId AND state IN ('queued', 'running')`,
    { state, at, runId },
  )
}

/** Somebody has stopped it: whoever works on it leaves it where it is. */
export async function isStopped(unit: ReadUnit, runId: number): Promise<boolean> {
  const [run] = await unit.select<{ state: BillingRunState }>('SELECT state FROM billing_runs WHERE id = :runId', { runId })
  return run?.state === 'stopped'
}

export function setRunState(unit: Unit, runId: number, state: BillingRunState): Promise<number> {
  return unit.execute('UPDATE billing_runs SET state = :state, version = version + 1 WHERE id = :runId', { state, runId })
}

export function listSkipped(unit: ReadUnit, runId: number): Promise<{ householdNo: string; reason: string }[]> {
  return unit.select(
    `SELECT h.household_no AS householdNo, i.reason FROM billing_run_items i JOIN households h ON h.id = i.household_id
     WHERE i.run_id = :runId AND i.state = 'skipped' ORDER BY h.household_no LIMIT 100`,
    { runId },
  )
}
