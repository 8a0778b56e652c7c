import type { PricingFacts } from '../households/index.ts'
import type { NewCharge } from './posting-batch.ts'
import type { PricedLine } from './priced-line.ts'

/** What a charge of one bill has in common with its other charges. */
export type ChargeFrame = {
  readonly billId: number
  readonly seasonId: number
  readonly facts: Pick<PricingFacts, 'orgUnitId' | 'customerId' | 'areaIds'>
  readonly factsHash: string
  /** What made it: replay computes each origin again in its own way. */
  readonly origin: string
  readonly reason?: string | null
}

/** A priced line as it is posted: by a run, by a single bill, by a correction. */
export function chargeOf({ billId, seasonId, facts, factsHash, origin, reason = null }: ChargeFrame, line: PricedLine): NewCharge {
  return {
    bill_id: billId,
    season_id: seasonId,
    org_unit_id: facts.orgUnitId,
    fee_type: line.feeType,
    heated_area_id: line.areaNo === null ? null : (facts.areaIds[line.areaNo] ?? null),
    area_no: line.areaNo,
    customer_class: line.customerClass,
    price_type: line.priceType,
    payer_kind: line.payerKind,
    payer_customer_id: line.payerKind === 'resident' ? facts.customerId : null,
    amount_fen: line.amountFen,
    posting_key: line.postingKey,
    due_on: line.dueOn,
    origin,
    reason,
    rule_set_id: line.ruleSetId,
    rule_set_ids: line.ruleSetIds,
    rule_kind: line.ruleKind,
    facts_hash: factsHash,
    steps: line.steps,
  }
}
