import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'

/** Whose bills are computed again: of one season, of one company or all, of one unit and below or all. */
export type ReplayWish = { readonly seasonCode: string; readonly companyCode?: string | undefined; readonly unitCode?: string | undefined }

export type PostedBill = {
  readonly id: number
  readonly tenantId: number
  readonly companyCode: string
  readonly billNo: string
  readonly householdNo: string
}

export type PostedLine = {
  readonly billId: number
  readonly sequence: number
  readonly entryId: number
  readonly origin: string
  readonly feeType: string
  readonly areaNo: number | null
  readonly customerClass: string | null
  readonly priceType: string | null
  readonly payerKind: string
  readonly amountFen: Fen
  readonly postingKey: string | null
  readonly dueOn: LocalDay | null
  readonly throughOn: LocalDay | null
  readonly ruleSetId: number | null
  readonly ruleSetIds: string | null
  readonly answersLineId: number | null
  readonly ruleKind: string | null
  readonly factsHash: string | null
  readonly steps: string
  /** Above 0 when it was taken back. */
  readonly reversals: number
}

/** The next bills by id. */
export function listPostedBills(
  unit: ReadUnit,
  { seasonCode, companyCode, unitCode }: ReplayWish,
  after: number,
  limit: number,
): Promise<PostedBill[]> {
  return unit.select(
    `SELECT b.id, b.tenant_id AS tenantId, t.code AS companyCode, b.bill_no AS billNo, h.household_no AS householdNo
     FROM bills b JOIN seasons s ON s.id = b.season_id JOIN tenants t ON t.id = b.tenant_id JOIN households h ON h.id = b.household_id
     WHERE s.code = :seasonCode AND b.id > :after
       ${companyCode ? 'AND t.code = :companyCode' : ''}
       ${
         unitCode
           ? `AND EXISTS (SELECT 1 FROM org_unit_ancestors a JOIN org_units u ON u.id = a.ancestor_id
                WHERE a.unit_id = h.org_unit_id AND u.tenant_id = b.tenant_id AND u.code = :unitCode)`
           : ''
       }
     ORDER BY b.id LIMIT ${Number(limit)}`,
    { seasonCode, after, ...(companyCode ? { companyCode } : {}), ...(unitCode ? { unitCode } : {}) },
  )
}

/** The lines the rules have made, not those a person has: imported arrears, extra charges, waivers, reversals. */
export function listPostedLines(unit: ReadUnit, billIds: readonly number[]): Promise<PostedLine[]> {
  return unit.select(
    `SELECT bill_id AS billId, sequence, entry_id AS entryId, origin, fee_type AS feeType, area_no AS areaNo, customer_class AS customerClass,
       price_type AS priceType, payer_kind AS payerKind, amount_fen AS amountFen, posting_key AS postingKey, due_on AS dueOn,
       through_on AS throughOn, rule_set_id AS ruleSetId, rule_set_ids AS ruleSetIds, answers_line_id AS answersLineId, rule_kind AS ruleKind, facts_hash AS factsHash, steps,
       (SELECT COUNT(*) FROM bill_lines r WHERE r.reverses_line_id = bill_lines.id) AS reversals
     FROM bill_lines WHERE bill_id IN (:billIds) AND (line_type = 'charge' AND origin NOT IN ('opening', 'extra') OR line_type IN ('discount', 'credit')) ORDER BY bill_id, sequence`,
    { billIds },
  )
}

/** Facts as they are stored, by company and hash. */
export async function listLineFacts(unit: ReadUnit, hashes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (hashes.length === 0) return new Map()
  const rows = await unit.select<{ tenantId: number; hash: string; facts: string }>(
    'SELECT tenant_id AS tenantId, facts_hash AS hash, facts FROM line_facts WHERE facts_hash IN (:hashes)',
    { hashes },
  )
  return new Map(rows.map(({ tenantId, hash, facts }) => [factsKey(tenantId, hash), facts]))
}

export function factsKey(tenantId: number, hash: string): string {
  return `${tenantId}:${hash}`
}
