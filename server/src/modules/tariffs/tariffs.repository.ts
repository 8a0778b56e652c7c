import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { PriceNotice, RoundingRule, Rule, RuleSet } from '../../../../shared/tariff/rule-set.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { priceNotices, ruleSets, rules } from './rule-set.model.ts'

/** A published rule set with the row it came from. */
export type StoredRuleSet = RuleSet & { readonly id: number; readonly orgUnitId: number }

type SetRow = {
  readonly id: number
  readonly orgUnitId: number
  readonly version: number
  readonly seasonCode: string
  readonly validFrom: LocalDay
  readonly rounding: string
  readonly noticeNo: string
  readonly noticeTitle: string
  readonly noticeIssuedOn: LocalDay
}
type RuleRow = {
  readonly ruleSetId: number
  readonly customerClass: string
  readonly priceType: string
  readonly kind: string
  readonly feeType: string
  readonly params: string
}

export async function appendRuleSet(
  unit: Unit,
  row: { readonly tenantId: number; readonly orgUnitId: number; readonly seasonId: number; readonly noticeId: number },
  ruleSet: RuleSet,
): Promise<number> {
  const id = unit.newId(ruleSets)
  const tenant_id = row.tenantId
  await unit.insert(ruleSets, [
    {
      id,
      tenant_id,
      org_unit_id: row.orgUnitId,
      season_id: row.seasonId,
      rule_version: ruleSet.version,
      valid_from: ruleSet.validFrom,
      state: 'published',
      price_notice_id: row.noticeId,
      rounding: JSON.stringify(ruleSet.rounding),
    },
  ])
  await unit.insert(
    rules,
    ruleSet.rules.map((rule) => ({
      id: unit.newId(rules),
      tenant_id,
      rule_set_id: id,
      customer_class: rule.customerClass,
      price_type: rule.priceType,
      rule_kind: rule.kind,
      fee_type: rule.feeType,
      params: JSON.stringify(rule.params),
    })),
  )
  return id
}

/** The notice of that number; created when it is new. */
export async function ensureNotice(unit: Unit, tenantId: number, notice: PriceNotice): Promise<number> {
  const [known] = await unit.select<{ id: number }>('SELECT id FROM price_notices WHERE tenant_id = :tenantId AND no = :no', {
    tenantId,
    no: notice.no,
  })
  if (known) return known.id
  const id = unit.newId(priceNotices)
  await unit.insert(priceNotices, [{ id, tenant_id: tenantId, no: notice.no, title: notice.title, issued_on: notice.issuedOn }])
  return id
}

const SET = `SELECT s.id, s.org_unit_id AS orgUnitId, s.rule_version AS version, season.code AS seasonCode, s.valid_from AS validFrom, s.rounding,
  n.no AS noticeNo, n.title AS noticeTitle, n.issued_on AS noticeIssuedOn
  FROM rule_sets s JOIN seasons season ON season.id = s.season_id JOIN price_notices n ON n.id = s.price_notice_id`

/** For each unit the published set of the nearest unit above it (itself first), newest version valid on the day. */
export async function findRuleSetIds(
  unit: ReadUnit,
  {
    tenantId,
    seasonId,
    orgUnitIds,
    on,
  }: { readonly tenantId: number; readonly seasonId: number; readonly orgUnitIds: readonly number[]; readonly on: LocalDay },
): Promise<ReadonlyMap<number, number>> {
  const rows = await unit.select<{ unitId: number; id: number }>(
    `SELECT a.unit_id AS unitId, s.id FROM rule_sets s JOIN org_unit_ancestors a ON a.ancestor_id = s.org_unit_id
     WHERE s.tenant_id = :tenantId AND s.season_id = :seasonId AND s.state = 'published' AND s.valid_from <= :on AND a.unit_id IN (:orgUnitIds)
     ORDER BY a.unit_id, a.depth, s.rule_version DESC`,
    { tenantId, seasonId, on, orgUnitIds },
  )
  const nearest = new Map<number, number>()
  for (const row of rows) if (!nearest.has(row.unitId)) nearest.set(row.unitId, row.id)
  return nearest
}

export async function listRuleSets(unit: ReadUnit, ids: readonly number[]): Promise<StoredRuleSet[]> {
  if (ids.length === 0) return []
  const sets = await unit.select<SetRow>(`${SET} WHERE s.id IN (:ids)`, { ids })
  const rows = await unit.select<RuleRow>(
    `SELECT rule_set_id AS ruleSetId, customer_class AS customerClass, price_type AS priceType, rule_kind AS kind, fee_type AS feeType, params
     FROM rules WHERE rule_set_id IN (:ids) ORDER BY id`,
    { ids },
  )
  return sets.map((set) => ({
    id: set.id,
    orgUnitId: set.orgUnitId,
    version: set.version,
    seasonCode: set.seasonCode,
    validFrom: set.validFrom,
    notice: { no: set.noticeNo, title: set.noticeTitle, issuedOn: set.noticeIssuedOn },
    rounding: JSON.parse(set.rounding) as RoundingRule,
    rules: rows
      .filter((row) => row.ruleSetId === set.id)
      .map(({ ruleSetId: _, params, ...row }) => ({ ...row, params: JSON.parse(params) }) as Rule),
  }))
}

/** From now on the set cannot change: it has priced a posted bill. */
export function freezeRuleSets(unit: Unit, ids: readonly number[], at: number): Promise<number> {
  return unit.execute('UPDATE rule_sets SET frozen_at = :at, version = version + 1 WHERE id IN (:ids) AND frozen_at IS NULL', { ids, at })
}
