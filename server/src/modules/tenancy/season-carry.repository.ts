import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { seasonCarries } from './season.model.ts'

export type CarryKind = 'households' | 'rule-sets'
export type Carry = {
  readonly id: number
  readonly tenantId: number
  readonly carryNo: string
  readonly seasonId: number
  readonly seasonCode: string
  readonly seasonUnitId: number
  readonly fromSeasonId: number
  readonly fromSeason: string
  readonly what: CarryKind
  readonly keepStops: number
  readonly state: 'queued' | 'running' | 'done'
  readonly totalCount: number
  readonly doneCount: number
  /** Everything up to here has been dealt with. */
  readonly afterId: number
  readonly actorId: number | null
  readonly actorName: string
  readonly createdAt: number
  readonly finishedAt: number | null
}

const CARRY = `SELECT c.id, c.tenant_id AS tenantId, c.carry_no AS carryNo, c.season_id AS seasonId, s.code AS seasonCode, s.org_unit_id AS seasonUnitId,
    c.from_season_id AS fromSeasonId, f.code AS fromSeason, c.what, c.keep_stops AS keepStops, c.state, c.total_count AS totalCount,
    c.done_count AS doneCount, c.after_id AS afterId, c.actor_id AS actorId, c.actor_name AS actorName, c.created_at AS createdAt,
    c.finished_at AS finishedAt
  FROM season_carries c JOIN seasons s ON s.id = c.season_id JOIN seasons f ON f.id = c.from_season_id`

export type NewCarry = Pick<Carry, 'tenantId' | 'carryNo' | 'seasonId' | 'fromSeasonId' | 'what' | 'actorId' | 'actorName'> & {
  readonly keepStops: boolean
}

export async function insertCarry(unit: Unit, carry: NewCarry): Promise<void> {
  await unit.insert(seasonCarries, [
    {
      id: unit.newId(seasonCarries),
      tenant_id: carry.tenantId,
      carry_no: carry.carryNo,
      season_id: carry.seasonId,
      from_season_id: carry.fromSeasonId,
      what: carry.what,
      keep_stops: carry.keepStops ? 1 : 0,
      state: 'queued',
      total_count: 0,
      done_count: 0,
      after_id: 0,
      actor_id: carry.actorId,
      actor_name: carry.actorName.slice(0, 100),
    },
  ])
}

export async function findCarry(unit: ReadUnit, tenantId: number, carryNo: string): Promise<Carry | null> {
  const [carry] = await unit.select<Carry>(`${CARRY} WHERE c.tenant_id = :tenantId AND c.carry_no = :carryNo`, { tenantId, carryNo })
  return carry ?? null
}

/** Newest first. */
export function listCarries(unit: ReadUnit, tenantId: number, seasonId: number): Promise<Carry[]> {
  return unit.select<Carry>(`${CARRY} WHERE c.tenant_id = :tenantId AND c.season_id = :seasonId ORDER BY c.created_at DESC, c.id DESC`, {
    tenantId,
    seasonId,
  })
}

/** The carry with its row locked, so that two workers do not carry the same rows; null when it is done. */
export async function lockCarry(unit: Unit, { tenantId, carryNo, id }: Carry): Promise<Carry | null> {
  await unit.selectForUpdate('SELECT id FROM season_carries WHERE id = :id', { id })
  const carry = await findCarry(unit, tenantId, carryNo)
  return carry && carry.state !== 'done' ? carry : null
}

/** Says how far it has come. `total` is given once, at the beginning. */
export function advanceCarry(
  unit: Unit,
  id: number,
  { afterId, done, total }: { readonly afterId: number; readonly done: number; readonly total?: number },
): Promise<number> {
  return unit.execute(
    `UPDATE season_carries SET state = 'running', after_id = :afterId, done_count = done_count + :done,
       total_count = CASE WHEN :total < 0 THEN total_count ELSE :total END, version = version + 1 WHERE id = :id`,
    { id, afterId, done, total: total ?? -1 },
  )
}

export function finishCarry(unit: Unit, id: number, at: number): Promise<number> {
  return unit.execute(
    `UPDATE season_carries SET state = 'done', finished_at = :at, version = version + 1 WHERE id = :id AND state <> 'done'`,
    { id, at },
  )
}
