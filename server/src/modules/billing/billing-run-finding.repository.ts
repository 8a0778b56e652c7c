import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import type { NewRow } from '../../database/table.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { billingRunLines } from './billing-run.model.ts'
import type { Run } from './billing-run.repository.ts'
import type { PostedLine } from './live-charge.repository.ts'

/** A changed one may be `correcting` for a while, then it is `corrected`, or `kept` with the reason. */
export type Verdict = 'new' | 'same' | 'changed' | 'gone' | 'correcting' | 'corrected' | 'kept'
/** What a run that posts nothing says of a household beside its amount. */
export type ItemFinding = {
  readonly itemId: number
  readonly billedMilliM2: number | null
  readonly comparedFen: Fen | null
  readonly verdict: Verdict | null
}

/** One statement; ids, numbers and verdicts are our own. */
export async function setFindings(unit: Unit, findings: readonly ItemFinding[]): Promise<void> {
  if (findings.length === 0) return
  const column = (name: string, textOf: (finding: ItemFinding) => string) =>
    `${name} = CASE id ${findings.map((finding) => `WHEN ${Number(finding.itemId)} THEN ${textOf(finding)}`).join(' ')} END`
  const whole = (value: number | null) => (value === null ? 'NULL' : String(Number(value)))
  const columns = [
    column('billed_milli_m2', ({ billedMilliM2 }) => whole(billedMilliM2)),
    column('compared_fen', ({ comparedFen }) => whole(comparedFen)),
    column('verdict', ({ verdict }) => (verdict === null ? 'NULL' : `'${verdict}'`)),
  ]
  const ids = findings.map(({ itemId }) => Number(itemId)).join(',')
  await unit.execute(`UPDATE billing_run_items SET ${columns.join(', ')} WHERE id IN (${ids})`)
}

export type RunLine = Pick<
  NewRow<typeof billingRunLines>,
  'household_id' | 'fee_type' | 'customer_class' | 'price_type' | 'payer_kind' | 'amount_fen'
>

export function insertRunLines(unit: Unit, { id, tenantId }: Run, lines: readonly RunLine[]): Promise<void> {
  return unit.insert(
    billingRunLines,
    lines.map((line) => ({ id: unit.newId(billingRunLines), tenant_id: tenantId, run_id: id, ...line })),
  )
}

/** What a preview counted for these households; those it left out are not among them. */
export async function previewedAmounts(unit: ReadUnit, runId: number, householdIds: readonly number[]): Promise<ReadonlyMap<number, Fen>> {
  if (householdIds.length === 0) return new Map()
  const rows = await unit.select<{ householdId: number; amountFen: Fen }>(
    `SELECT household_id AS householdId, amount_fen AS amountFen FROM billing_run_items
     WHERE run_id = :runId AND state = 'done' AND household_id IN (:householdIds)`,
    { runId, householdIds },
  )
  return new Map(rows.map(({ householdId, amountFen }) => [householdId, amountFen]))
}

/** Lines that rules made of a household's facts, and that stand: neither reversed, nor late fee, nor put there by hand or import. */
const BY_RULES = `l.line_type = 'charge' AND l.origin IN ('run', 'single', 'rebill')
  AND NOT EXISTS (SELECT 1 FROM bill_lines r WHERE r.reverses_line_id = l.id)`

/** What each household was charged by rules in the season that began last before this one; those without a bill of it are left out. */
export async function seasonBeforeAmounts(
  unit: ReadUnit,
  { tenantId, startsOn }: { readonly tenantId: number; readonly startsOn: LocalDay },
  householdIds: readonly number[],
): Promise<ReadonlyMap<number, Fen>> {
  if (householdIds.length === 0) return new Map()
  const rows = await unit.select<{ householdId: number; amountFen: Fen }>(
    `SELECT b.household_id AS householdId, COALESCE(SUM(l.amount_fen), 0) AS amountFen
     FROM bills b JOIN seasons s ON s.id = b.season_id LEFT JOIN bill_lines l ON l.bill_id = b.id AND l.household_id = b.household_id AND ${BY_RULES}
     WHERE b.tenant_id = :tenantId AND b.household_id IN (:householdIds)
       AND s.starts_on = (SELECT MAX(x.starts_on) FROM seasons x WHERE x.tenant_id = :tenantId AND x.starts_on < :startsOn)
     GROUP BY b.household_id`,
    { tenantId, startsOn, householdIds },
  )
  return new Map(rows.map(({ householdId, amountFen }) => [householdId, Number(amountFen)]))
}

/** A line as it stands in a bill, with what tells it from the line the rules would make now. */
export type StandingLine = Pick<
  PostedLine,
  | 'householdId'
  | 'postingKey'
  | 'amountFen'
  | 'payerKind'
  | 'customerClass'
  | 'priceType'
  | 'dueOn'
  | 'ruleSetId'
  | 'ruleSetIds'
  | 'ruleKind'
  | 'steps'
>

/** What stands posted by rules for these households in a season. */
export function listStandingLines(unit: ReadUnit, seasonId: number, householdIds: readonly number[]): Promise<StandingLine[]> {
  if (householdIds.length === 0) return Promise.resolve([])
  return unit.select(
    `SELECT l.household_id AS householdId, l.posting_key AS postingKey, l.amount_fen AS amountFen, l.payer_kind AS payerKind,
       l.customer_class AS customerClass, l.price_type AS priceType, l.due_on AS dueOn, l.rule_set_id AS ruleSetId,
       l.rule_set_ids AS ruleSetIds, l.rule_kind AS ruleKind, l.steps
     FROM bill_lines l WHERE l.household_id IN (:householdIds) AND l.season_id = :seasonId AND ${BY_RULES}`,
    { householdIds, seasonId },
  )
}
