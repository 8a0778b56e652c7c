import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { RuleSetKey, RuleSetQuery } from '../../../../shared/contracts/tariffs.ts'
import type { RuleSetState } from '../../../../shared/states/rule-set.ts'
import type { PriceNotice, RuleSet } from '../../../../shared/tariff/rule-set.ts'
import { contains, ESCAPED } from '../../database/like.ts'
import { inScope, scopeValues } from '../../database/scope.ts'
import type { ReadUnit, Replacements, Unit } from '../../database/unit-of-work.ts'
import type { Actor, Scope } from '../../platform/caller.ts'
import { ruleSetActs } from './rule-set.model.ts'
import { appendRules, obligatoryText } from './tariffs.repository.ts'

/** A rule set as its file and the list show it, without its rules. */
export type RuleSetRecord = {
  readonly id: number
  readonly orgUnitId: number
  readonly orgUnit: string
  readonly orgUnitName: string
  readonly seasonId: number
  readonly seasonCode: string
  readonly startsOn: LocalDay
  readonly endsOn: LocalDay
  readonly days: number
  readonly version: number
  readonly state: RuleSetState
  readonly revision: number
  readonly frozenAt: number | null
  readonly validFrom: LocalDay
  readonly noticeNo: string
  readonly noticeTitle: string
  readonly noticeIssuedOn: LocalDay
  readonly ruleCount: number
  readonly authorName: string | null
  readonly createdAt: number
  readonly submitterName: string | null
  readonly submittedAt: number | null
  readonly publisherName: string | null
  readonly publishedAt: number | null
}

const FROM = `FROM rule_sets s JOIN seasons season ON season.id = s.season_id JOIN org_units u ON u.id = s.org_unit_id
  JOIN price_notices n ON n.id = s.price_notice_id`
const RECORD = `SELECT s.id, s.org_unit_id AS orgUnitId, u.code AS orgUnit, u.name AS orgUnitName, s.season_id AS seasonId, season.code AS seasonCode,
  season.starts_on AS startsOn, season.ends_on AS endsOn, season.days, s.rule_version AS version, s.state, s.version AS revision,
  s.frozen_at AS frozenAt, s.valid_from AS validFrom, n.no AS noticeNo, n.title AS noticeTitle, n.issued_on AS noticeIssuedOn,
  (SELECT COUNT(*) FROM rules r WHERE r.rule_set_id = s.id) AS ruleCount, s.author_name AS authorName, s.created_at AS createdAt,
  s.submitter_name AS submitterName, s.submitted_at AS submittedAt, s.publisher_name AS publisherName, s.published_at AS publishedAt ${FROM}`

/** Seen are the sets of one's units and those of the units above, which they live by; a sibling branch's never. */
const VISIBLE = `s.tenant_id = :tenantId AND (
  EXISTS (SELECT 1 FROM org_unit_ancestors below WHERE below.unit_id = s.org_unit_id AND below.ancestor_id IN (:unitIds))
  OR EXISTS (SELECT 1 FROM org_unit_ancestors above WHERE above.unit_id IN (:unitIds) AND above.ancestor_id = s.org_unit_id))`
const KEY = 'u.code = :orgUnit AND season.code = :seasonCode AND s.rule_version = :version'

export async function findRuleSetRecord(unit: ReadUnit, scope: Scope, key: RuleSetKey): Promise<RuleSetRecord | null> {
  const [found] = await unit.select<RuleSetRecord>(`${RECORD} WHERE ${VISIBLE} AND ${KEY}`, { ...scopeValues(scope), ...key })
  return found ?? null
}

/** The set, locked, for whoever changes it: only sets of one's own units. */
export async function lockRuleSet(unit: Unit, scope: Scope, key: RuleSetKey): Promise<RuleSetRecord | null> {
  const [own] = await unit.select<{ id: number }>(`SELECT s.id ${FROM} WHERE ${inScope('s')} AND ${KEY}`, { ...scopeValues(scope), ...key })
  if (!own) return null
  await unit.selectForUpdate('SELECT id FROM rule_sets WHERE id = :id', { id: own.id })
  const [locked] = await unit.select<RuleSetRecord>(`${RECORD} WHERE s.id = :id`, { id: own.id })
  return locked ?? null
}

export async function listRuleSetRecords(
  unit: ReadUnit,
  scope: Scope,
  { page, pageSize, ...filter }: RuleSetQuery,
): Promise<{ readonly items: readonly RuleSetRecord[]; readonly total: number }> {
  const { where, values } = conditionOf(scope, filter)
  const [count] = await unit.select<{ total: number }>(`SELECT COUNT(*) AS total ${FROM} WHERE ${where}`, values)
  const items = await unit.select<RuleSetRecord>(
    `${RECORD} WHERE ${where} ORDER BY season.starts_on DESC, u.code, s.rule_version DESC LIMIT :size OFFSET :skip`,
    { ...values, size: pageSize, skip: (page - 1) * pageSize },
  )
  return { items, total: count?.total ?? 0 }
}

function conditionOf(
  scope: Scope,
  { seasonCode, orgUnit, state, notice }: Omit<RuleSetQuery, 'page' | 'pageSize'>,
): { readonly where: string; readonly values: Replacements } {
  const conditions: { readonly where: string; readonly values: Replacements }[] = [{ where: VISIBLE, values: scopeValues(scope) }]
  if (seasonCode) conditions.push({ where: 'season.code = :seasonCode', values: { seasonCode } })
  if (orgUnit)
    conditions.push({
      where: `EXISTS (SELECT 1 FROM org_unit_ancestors inside JOIN org_units top ON top.id = inside.ancestor_id
        WHERE inside.unit_id = s.org_unit_id AND top.tenant_id = :tenantId AND top.code = :orgUnit)`,
      values: { orgUnit },
    })
  if (state === 'frozen') conditions.push({ where: 's.frozen_at IS NOT NULL', values: {} })
  else if (state) conditions.push({ where: 's.state = :state', values: { state } })
  else conditions.push({ where: "s.state <> 'discarded'", values: {} })
  if (notice)
    conditions.push({ where: `(n.no LIKE :notice ${ESCAPED} OR n.title LIKE :notice ${ESCAPED})`, values: { notice: contains(notice) } })
  return {
    where: conditions.map((one) => one.where).join(' AND '),
    values: Object.assign({}, ...conditions.map((one) => one.values)),
  }
}

/** The next number of a unit's versions of a season; call it with the season's row locked. */
export async function nextVersion(unit: ReadUnit, orgUnitId: number, seasonCode: string): Promise<number> {
  const [row] = await unit.select<{ last: number | null }>(
    `SELECT MAX(s.rule_version) AS last FROM rule_sets s JOIN seasons season ON season.id = s.season_id
     WHERE s.org_unit_id = :orgUnitId AND season.code = :seasonCode`,
    { orgUnitId, seasonCode },
  )
  return (row?.last ?? 0) + 1
}

/** The set in force last in the newest season that began before this day, of the nearest unit: what a new season starts from. */
export async function findLastSeasonsSet(
  unit: ReadUnit,
  wanted: { readonly tenantId: number; readonly orgUnitId: number; readonly startsOn: LocalDay },
): Promise<number | null> {
  const [found] = await unit.select<{ id: number }>(
    `SELECT s.id FROM rule_sets s JOIN seasons season ON season.id = s.season_id JOIN org_unit_ancestors a ON a.ancestor_id = s.org_unit_id
     WHERE s.tenant_id = :tenantId AND a.unit_id = :orgUnitId AND s.state = 'published' AND season.starts_on < :startsOn
     ORDER BY season.starts_on DESC, a.depth, s.rule_version DESC LIMIT 1`,
    wanted,
  )
  return found?.id ?? null
}

export type NeighbourVersion = {
  readonly version: number
  readonly validFrom: LocalDay
  readonly frozenAt: number | null
}

/** The published versions of the same unit and season. */
export function listPublished(
  unit: ReadUnit,
  set: { readonly orgUnitId: number; readonly seasonCode: string },
): Promise<NeighbourVersion[]> {
  return unit.select<NeighbourVersion>(
    `SELECT s.rule_version AS version, s.valid_from AS validFrom, s.frozen_at AS frozenAt
     FROM rule_sets s JOIN seasons season ON season.id = s.season_id
     WHERE s.org_unit_id = :orgUnitId AND season.code = :seasonCode AND s.state = 'published' ORDER BY s.rule_version`,
    { orgUnitId: set.orgUnitId, seasonCode: set.seasonCode },
  )
}

/** The notice of that number as others rely on it: a set submitted or published rests on its title and date. Null when nobody does. */
export async function findReliedNotice(
  unit: ReadUnit,
  wanted: { readonly tenantId: number; readonly no: string; readonly exceptSetId: number },
): Promise<PriceNotice | null> {
  const [found] = await unit.select<PriceNotice>(
    `SELECT n.no, n.title, n.issued_on AS issuedOn FROM price_notices n
     WHERE n.tenant_id = :tenantId AND n.no = :no AND EXISTS (
       SELECT 1 FROM rule_sets s WHERE s.price_notice_id = n.id AND s.id <> :exceptSetId AND s.state IN ('submitted', 'published'))`,
    wanted,
  )
  return found ?? null
}

/** Held by whoever changes or relies on the files of a notice, after the set's row: sets of several units may rest on one notice. */
export async function lockNotice(unit: Unit, tenantId: number, no: string): Promise<void> {
  await unit.selectForUpdate('SELECT id FROM price_notices WHERE tenant_id = :tenantId AND no = :no', { tenantId, no })
}

/** Whether no set but this one rests on the notice of that number. */
export async function isOnlySetOfNotice(
  unit: ReadUnit,
  wanted: { readonly tenantId: number; readonly no: string; readonly setId: number },
): Promise<boolean> {
  const others = await unit.select(
    `SELECT s.id FROM rule_sets s JOIN price_notices n ON n.id = s.price_notice_id
     WHERE n.tenant_id = :tenantId AND n.no = :no AND s.id <> :setId LIMIT 1`,
    wanted,
  )
  return others.length === 0
}

/** Whether a submitted or published set of units this caller has no say in rests on the notice: its files are not theirs to add to. */
export async function isReliedElsewhere(unit: ReadUnit, scope: Scope, no: string): Promise<boolean> {
  const others = await unit.select(
    `SELECT s.id FROM rule_sets s JOIN price_notices n ON n.id = s.price_notice_id
     WHERE s.tenant_id = :tenantId AND n.no = :no AND s.state IN ('submitted', 'published') AND NOT (${inScope('s')}) LIMIT 1`,
    { ...scopeValues(scope), no },
  )
  return others.length > 0
}

export async function updateNotice(unit: Unit, noticeId: number, { title, issuedOn }: PriceNotice): Promise<void> {
  await unit.execute('UPDATE price_notices SET title = :title, issued_on = :issuedOn, version = version + 1 WHERE id = :noticeId', {
    noticeId,
    title,
    issuedOn,
  })
}

/** Rewrites a draft, whose row the caller holds. Each statement asks for the state once more: none of them can touch a published set. */
export async function replaceContent(
  unit: Unit,
  draft: { readonly id: number; readonly tenantId: number; readonly noticeId: number },
  ruleSet: RuleSet,
): Promise<void> {
  await unit.execute(
    `UPDATE rule_sets SET valid_from = :validFrom, price_notice_id = :noticeId, rounding = :rounding, obligatory_fee_types = :obligatory
     WHERE id = :id AND state IN ('draft', 'returned')`,
    {
      id: draft.id,
      noticeId: draft.noticeId,
      validFrom: ruleSet.validFrom,
      rounding: JSON.stringify(ruleSet.rounding),
      obligatory: obligatoryText(ruleSet),
    },
  )
  await unit.execute(
    `DELETE FROM rules WHERE rule_set_id = :id AND rule_set_id IN (SELECT id FROM rule_sets WHERE state IN ('draft', 'returned'))`,
    { id: draft.id },
  )
  await appendRules(unit, draft.tenantId, draft.id, ruleSet.rules)
}

/** One step of its life; `version` rises, so that whoever looked before must look again. */
export async function moveRuleSet(
  unit: Unit,
  id: number,
  to: RuleSetState,
  people: {
    readonly submitterName?: string
    readonly submittedAt?: number
    readonly publisherName?: string
    readonly publishedAt?: number
  } = {},
): Promise<void> {
  await unit.execute(
    `UPDATE rule_sets SET state = :to, version = version + 1,
       submitter_name = COALESCE(:submitterName, submitter_name), submitted_at = COALESCE(:submittedAt, submitted_at),
       publisher_name = COALESCE(:publisherName, publisher_name), published_at = COALESCE(:publishedAt, published_at)
     WHERE id = :id AND state <> 'published'`,
    {
      id,
      to,
      submitterName: people.submitterName ?? null,
      submittedAt: people.submittedAt ?? null,
      publisherName: people.publisherName ?? null,
      publishedAt: people.publishedAt ?? null,
    },
  )
}

export type RuleSetAct = {
  readonly act: string
  readonly fromState: RuleSetState | null
  readonly toState: RuleSetState
  readonly at: number
  readonly actor: Actor
  readonly note: string | null
  readonly contentHash: string
  readonly confirmed: readonly string[]
  /** Of the price notice, at submitting and publishing. */
  readonly noticeFiles: readonly string[] | null
}

/** Call it with the set's row locked, or just made: acts of one set are numbered without a gap. */
export async function appendAct(
  unit: Unit,
  row: { readonly tenantId: number; readonly ruleSetId: number },
  act: RuleSetAct,
): Promise<void> {
  const [count] = await unit.select<{ n: number }>('SELECT COUNT(*) AS n FROM rule_set_acts WHERE rule_set_id = :ruleSetId', {
    ruleSetId: row.ruleSetId,
  })
  await unit.insert(ruleSetActs, [
    {
      id: unit.newId(ruleSetActs),
      tenant_id: row.tenantId,
      rule_set_id: row.ruleSetId,
      act_no: (count?.n ?? 0) + 1,
      act: act.act,
      from_state: act.fromState,
      to_state: act.toState,
      at: act.at,
      actor_kind: act.actor.kind,
      actor_id: act.actor.id,
      actor_name: act.actor.name.slice(0, 100),
      note: act.note,
      content_hash: act.contentHash,
      confirmed: JSON.stringify(act.confirmed),
      notice_files: act.noticeFiles === null ? null : JSON.stringify(act.noticeFiles),
    },
  ])
}

type ActRow = Omit<RuleSetAct, 'actor' | 'confirmed' | 'noticeFiles'> & {
  readonly actorKind: Actor['kind']
  readonly actorId: number | null
  readonly actorName: string
  readonly confirmed: string
  readonly noticeFiles: string | null
}

/** Oldest first. */
export async function listActs(unit: ReadUnit, ruleSetId: number): Promise<RuleSetAct[]> {
  const rows = await unit.select<ActRow>(
    `SELECT act, from_state AS fromState, to_state AS toState, at, actor_kind AS actorKind, actor_id AS actorId, actor_name AS actorName,
       note, content_hash AS contentHash, confirmed, notice_files AS noticeFiles
     FROM rule_set_acts WHERE rule_set_id = :ruleSetId ORDER BY act_no`,
    { ruleSetId },
  )
  return rows.map(({ actorKind, actorId, actorName, confirmed, noticeFiles, ...row }) => ({
    ...row,
    actor: { kind: actorKind, id: actorId, name: actorName },
    confirmed: JSON.parse(confirmed) as string[],
    noticeFiles: noticeFiles === null ? null : (JSON.parse(noticeFiles) as string[]),
  }))
}

/** The unit and every unit above it: a right held at one of them reaches the set. */
export async function unitsAbove(unit: ReadUnit, orgUnitId: number): Promise<readonly number[]> {
  const rows = await unit.select<{ id: number }>('SELECT ancestor_id AS id FROM org_unit_ancestors WHERE unit_id = :orgUnitId', {
    orgUnitId,
  })
  return rows.map(({ id }) => id)
}
