import { type PaidPart, type PaidRow, paidParts } from '../../../../shared/billing/paid-parts.ts'
import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'

/** A line as it was posted, with all that its reversal has to repeat. */
export type PostedLine = {
  readonly lineId: number
  readonly sequence: number
  readonly householdId: number
  readonly billId: number
  readonly seasonId: number
  readonly orgUnitId: number
  readonly lineType: string
  readonly feeType: string
  /** The company's own name of it; the standard one holds where there is none. */
  readonly feeName?: string | null
  readonly heatedAreaId: number | null
  readonly areaNo: number | null
  readonly customerClass: string | null
  readonly priceType: string | null
  readonly payerKind: string
  readonly payerCustomerId: number | null
  readonly amountFen: Fen
  readonly answersLineId: number | null
  readonly postingKey: string | null
  readonly dueOn: LocalDay | null
  readonly throughOn: LocalDay | null
  readonly origin: string
  readonly ruleSetId: number | null
  readonly ruleSetIds: string | null
  readonly ruleKind: string | null
  readonly factsHash: string | null
  readonly steps: string
  readonly reason: string | null
}

/** A charge nobody has reversed, whoever owes it, paid or not. */
export type LiveCharge = PostedLine & {
  readonly openFen: Fen
  /** Lines that answer it and are not reversed themselves: discounts, credits. */
  readonly answers: readonly PostedLine[]
  /** What has paid it and can be released, newest first. */
  readonly paid: readonly PaidPart[]
}

const COLUMNS = `l.id AS lineId, l.sequence, l.household_id AS householdId, l.bill_id AS billId, l.season_id AS seasonId, l.org_unit_id AS orgUnitId,
  l.line_type AS lineType, l.fee_type AS feeType,
  (SELECT f.name FROM fee_types f WHERE f.tenant_id = l.tenant_id AND f.code = l.fee_type) AS feeName, l.heated_area_id AS heatedAreaId, l.area_no AS areaNo, l.customer_class AS customerClass,
  l.price_type AS priceType, l.payer_kind AS payerKind, l.payer_customer_id AS payerCustomerId, l.amount_fen AS amountFen,
  l.answers_line_id AS answersLineId, l.posting_key AS postingKey, l.due_on AS dueOn, l.through_on AS throughOn, l.origin, l.rule_set_id AS ruleSetId,
  l.rule_set_ids AS ruleSetIds, l.rule_kind AS ruleKind, l.facts_hash AS factsHash, l.steps, l.reason`
const LIVE = 'NOT EXISTS (SELECT 1 FROM bill_lines r WHERE r.reverses_line_id = l.id)'

/** Which charges: of households in one season or in all, or these lines. */
export type LiveChargeWish =
  | { readonly householdIds: readonly number[]; readonly seasonId?: number | undefined }
  | { readonly lineIds: readonly number[] }

/** Live charges with what answers and what pays them, in the order they were posted: three statements, whatever their number. */
export async function listLiveCharges(unit: ReadUnit, wish: LiveChargeWish): Promise<LiveCharge[]> {
  const { condition, given } = conditionOf(wish)
  const charges = await unit.select<PostedLine & { readonly openFen: Fen }>(
    `SELECT ${COLUMNS}, b.open_fen AS openFen FROM bill_lines l JOIN line_balances b ON b.id = l.id
     WHERE ${condition} AND l.line_type = 'charge' AND ${LIVE} ORDER BY l.household_id, l.sequence`,
    given,
  )
  if (charges.length === 0) return []
  const ids = charges.map(({ lineId }) => lineId)
  const answers = await listAnswers(unit, ids)
  const paid = await listPaidParts(unit, ids)
  return charges.map((charge) => ({
    ...charge,
    answers: answers.filter(({ answersLineId }) => answersLineId === charge.lineId),
    paid: paid.get(charge.lineId) ?? [],
  }))
}

/** The charges on which money of a payment lies, paid by it or by a balance it had left. */
export async function listChargesPaidBy(unit: ReadUnit, paymentId: number): Promise<LiveCharge[]> {
  const rows = await unit.select<{ lineId: number }>(
    `SELECT DISTINCT a.line_id AS lineId FROM allocations a LEFT JOIN balance_moves m ON m.id = a.balance_move_id
     WHERE a.payment_id = :paymentId OR m.payment_id = :paymentId`,
    { paymentId },
  )
  const charges = await listLiveCharges(unit, { lineIds: rows.map(({ lineId }) => lineId) })
  return charges.filter(({ paid }) => paid.some((part) => part.paymentId === paymentId))
}

function conditionOf(wish: LiveChargeWish) {
  if ('lineIds' in wish) return { condition: 'l.id IN (:ids)', given: { ids: orNobody(wish.lineIds) } }
  const { householdIds, seasonId } = wish
  const ids = orNobody(householdIds)
  if (seasonId === undefined) return { condition: 'l.household_id IN (:ids)', given: { ids } }
  return { condition: 'l.household_id IN (:ids) AND l.season_id = :seasonId', given: { ids, seasonId } }
}

/** `IN ()` is no SQL. */
function orNobody(ids: readonly number[]): readonly number[] {
  return ids.length > 0 ? ids : [0]
}

function listAnswers(unit: ReadUnit, lineIds: readonly number[]): Promise<PostedLine[]> {
  return unit.select(
    `SELECT ${COLUMNS} FROM bill_lines l WHERE l.answers_line_id IN (:lineIds) AND l.line_type <> 'reversal' AND ${LIVE}
     ORDER BY l.household_id, l.sequence`,
    { lineIds },
  )
}

/** What has paid these lines and can be released, newest first, by the payment it came from, however often it went through the balance. */
export async function listPaidParts(unit: ReadUnit, lineIds: readonly number[]): Promise<ReadonlyMap<number, readonly PaidPart[]>> {
  if (lineIds.length === 0) return new Map()
  const rows = await unit.select<PaidRow & { readonly lineId: number }>(
    `SELECT a.line_id AS lineId, a.amount_fen AS amountFen, COALESCE(a.payment_id, m.payment_id) AS paymentId,
       COALESCE(p.value_on, (SELECT MIN(o.value_on) FROM balance_moves o WHERE o.household_id = a.household_id AND o.payment_id IS NULL)) AS valueOn
     FROM allocations a LEFT JOIN balance_moves m ON m.id = a.balance_move_id LEFT JOIN payments p ON p.id = COALESCE(a.payment_id, m.payment_id)
     WHERE a.line_id IN (:lineIds) ORDER BY a.household_id, a.sequence`,
    { lineIds },
  )
  const byLine = new Map<number, PaidRow[]>()
  for (const { lineId, ...row } of rows) byLine.set(lineId, [...(byLine.get(lineId) ?? []), row])
  return new Map([...byLine].map(([lineId, own]) => [lineId, paidParts(own)]))
}

/** Facts as they are stored, by their hash. */
export async function listStoredFacts(unit: ReadUnit, tenantId: number, hashes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await unit.select<{ hash: string; facts: string }>(
    'SELECT facts_hash AS hash, facts FROM line_facts WHERE tenant_id = :tenantId AND facts_hash IN (:hashes)',
    { tenantId, hashes: hashes.length > 0 ? hashes : [''] },
  )
  return new Map(rows.map(({ hash, facts }) => [hash, facts]))
}

/** Every posting key of a household's season, of reversed lines too. */
export async function listPostingKeys(unit: ReadUnit, householdId: number, seasonId: number): Promise<string[]> {
  const rows = await unit.select<{ postingKey: string }>(
    `SELECT posting_key AS postingKey FROM bill_lines WHERE household_id = :householdId AND season_id = :seasonId AND posting_key IS NOT NULL`,
    { householdId, seasonId },
  )
  return rows.map(({ postingKey }) => postingKey)
}
