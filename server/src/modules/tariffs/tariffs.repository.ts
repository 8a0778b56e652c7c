import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { RuleSetState } from '../../../../shared/states/rule-set.ts'
import type { PriceNotice, RoundingRule, Rule, RuleSet } from '../../../../shared/tariff/rule-set.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { priceNotices, ruleSets, rules } from './rule-set.model.ts'

/** Unit, season and price notice of a new set, and who brought it how far. */
export type NewRuleSet = {
  readonly tenantId: number
  readonly orgUnitId: number
  readonly seasonId: number
  readonly noticeId: number
  readonly state: RuleSetState
  readonly authorName: string
  readonly publisherName?: string
  readonly publishedAt?: number
}

/** A published rule set with the row it came from. */
export type StoredRuleSet = RuleSet & { readonly id: number; readonly orgUnitId: number }

type SetRow = {
  readonly id: number
  readonly orgUnitId: number
  readonly version: number
  readonly seasonCode: string
  readonly validFrom: LocalDay
  readonly rounding: string
  readonly obligatoryFeeTypes: string | null
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
  readonly rounding: string | null
}

export async function appendRuleSet(unit: Unit, row: NewRuleSet, ruleSet: RuleSet): Promise<number> {
  const id = unit.newId(ruleSets)
  await unit.insert(ruleSets, [
    {
      id,
      tenant_id: row.tenantId,
      org_unit_id: row.orgUnitId,
      season_id: row.seasonId,
      rule_version: ruleSet.version,
      valid_from: ruleSet.validFrom,
      state: row.state,
      price_notice_id: row.noticeId,
      rounding: JSON.stringify(ruleSet.rounding),
      obligatory_fee_types: obligatoryText(ruleSet),
      author_name: row.authorName,
      publisher_name: row.publisherName ?? null,
      published_at: row.publishedAt ?? null,
    },
  ])
  await appendRules(unit, row.tenantId, id, ruleSet.rules)
  return id
}

/** In the order given: ids taken within one unit rise, and rules are read by id. */
export async function appendRules(unit: Unit, tenantId: number, ruleSetId: number, given: readonly Rule[]): Promise<void> {
  await unit.insert(
    rules,
    given.map((rule) => ({
      id: unit.newId(rules),
      tenant_id: tenantId,
      rule_set_id: ruleSetId,
      customer_class: rule.customerClass,
      price_type: rule.priceType,
      rule_kind: rule.kind,
      fee_type: rule.feeType,
      params: JSON.stringify(rule.params),
      rounding: rule.rounding ? JSON.stringify(rule.rounding) : null,
    })),
  )
}

export function obligatoryText({ obligatoryFeeTypes }: Pick<RuleSet, 'obligatoryFeeTypes'>): string | null {
  return obligatoryFeeTypes ? JSON.stringify(obligatoryFeeTypes) : null
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
  s.obligatory_fee_types AS obligatoryFeeTypes,
  n.no AS noticeNo, n.title AS noticeTitle, n.issued_on AS noticeIssuedOn
  FROM rule_sets s JOIN seasons season ON season.id = s.season_id JOIN price_notices n ON n.id = s.price_notice_id`

/** Sets by id, whatever their state, with their rules in order. */
export async function listRuleSets(unit: ReadUnit, ids: readonly number[]): Promise<StoredRuleSet[]> {
  if (ids.length === 0) return []
  const sets = await unit.select<SetRow>(`${SET} WHERE s.id IN (:ids)`, { ids })
  const rows = await unit.select<RuleRow>(
    `SELECT rule_set_id AS ruleSetId, customer_class AS customerClass, price_type AS priceType, rule_kind AS kind, fee_type AS feeType, params, rounding
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
      .map(
        ({ ruleSetId: _, params, rounding, ...row }) =>
          ({ ...row, params: JSON.parse(params), ...(rounding === null ? {} : { rounding: JSON.parse(rounding) }) }) as Rule,
      ),
    ...(set.obligatoryFeeTypes === null ? {} : { obligatoryFeeTypes: JSON.parse(set.obligatoryFeeTypes) as string[] }),
  }))
}

/** From now on the set cannot change: it has priced a posted bill. */
export function freezeRuleSets(unit: Unit, ids: readonly number[], at: number): Promise<number> {
  return unit.execute('UPDATE rule_sets SET frozen_at = :at, version = version + 1 WHERE id IN (:ids) AND frozen_at IS NULL', { ids, at })
}
