import { creditRuleOf, judgeCredit } from '../../../../shared/billing/heat-credit.ts'
import { heatFeeType } from '../../../../shared/tariff/rule-set.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { StoredRuleSet, Tariffs } from '../tariffs/index.ts'
import type { SeasonRecord } from '../tenancy/index.ts'
import { nextPostingKey, purposeOf } from './compare-lines.ts'
import { baseOf, heatedArea, postCredit, type StoredCreditFacts } from './credit-heat.ts'
import { type LiveCharge, listStoredFacts, type PostedLine } from './live-charge.repository.ts'
import type { NewCharge, PostingBatch } from './posting-batch.ts'

/** A refund for bad heat that was taken back with the line it answered, to be given again on what took the line's place. */
export type LostCredit = {
  readonly purpose: string
  readonly reason: string
  readonly stored: StoredCreditFacts
  readonly ruleSetId: number
}

/** The refunds among the lines of a season, each once, in the order they were given. */
export async function listCredits(unit: ReadUnit, tenantId: number, live: readonly LiveCharge[]): Promise<LostCredit[]> {
  const credits = live
    .flatMap(({ answers }) => answers.filter(({ lineType }) => lineType === 'credit'))
    .toSorted((a, b) => a.sequence - b.sequence)
  const first = new Map<string, PostedLine>()
  for (const line of credits) {
    const purpose = refundOf(line)
    if (!first.has(purpose)) first.set(purpose, line)
  }
  if (first.size === 0) return []
  const facts = await listStoredFacts(
    unit,
    tenantId,
    [...first.values()].flatMap(({ factsHash }) => factsHash ?? []),
  )
  return [...first].map(([purpose, { factsHash, ruleSetId, reason }]) => {
    const text = facts.get(factsHash ?? '')
    if (text === undefined || ruleSetId === null) throw new Error(`credit ${purpose} has no facts`)
    return { purpose, reason: reason ?? '', stored: JSON.parse(text) as StoredCreditFacts, ruleSetId }
  })
}

export type Recredit = {
  readonly batch: PostingBatch
  readonly season: SeasonRecord
  /** Every charge of the season as it is after the correction, nothing paid or answered. */
  readonly charges: readonly LiveCharge[]
  readonly areas: Parameters<typeof heatedArea>[0]
  /** Keys that have been used. */
  readonly keys: readonly string[]
  readonly ruleSets: ReadonlyMap<number, StoredRuleSet>
}

/** Gives each refund again, for the same cause, of what is charged now (the rules decide what is posted again on the new line). */
export function recredit(credits: readonly LostCredit[], { batch, season, charges, areas, keys, ruleSets }: Recredit): void {
  let heat = charges.filter(({ feeType, payerKind }) => feeType === heatFeeType && payerKind === 'resident')
  for (const { purpose, reason, stored, ruleSetId } of credits) {
    const { customerClass, priceType, credit } = stored
    const ruleSet = ruleSets.get(ruleSetId)
    const rule = ruleSet && creditRuleOf(ruleSet, { customerClass, priceType }, credit.cause.kind)
    if (!rule) throw new Error(`the rule of credit ${purpose} is gone`)
    const facts = { ...baseOf(heat, heatedArea(areas), season), cause: credit.cause }
    const judged = { ...judgeCredit(rule, facts), facts, charges: heat, ruleSetId, ruleKind: rule.kind, customerClass, priceType }
    const keyOf = (number: number) => nextPostingKey(`${purpose}:${number}`, keys)
    postCredit(batch, judged, { seasonCode: season.code, origin: credit.cause.kind, reason, keyOf })
    heat = heat.map((charge) => lessBy(charge, judged.parts.find(({ lineId }) => lineId === charge.lineId)?.amountFen ?? 0))
  }
}

/** Reads the rule sets of refunds. */
export function ruleSetsOfCredits(unit: ReadUnit, tariffs: Tariffs, credits: readonly LostCredit[]) {
  return tariffs.ruleSets(
    unit,
    credits.map(({ ruleSetId }) => ruleSetId),
  )
}

/** A charge just made, as later lines of the same act answer it. */
export function liveOf(lineId: number, householdId: number, row: NewCharge): LiveCharge {
  return {
    ...{ lineId, householdId, sequence: 0, lineType: 'charge', answersLineId: null, throughOn: null, reason: row.reason ?? null },
    ...{ billId: row.bill_id, seasonId: row.season_id, orgUnitId: row.org_unit_id, feeType: row.fee_type, origin: row.origin },
    ...{ heatedAreaId: row.heated_area_id ?? null, areaNo: row.area_no ?? null, customerClass: row.customer_class ?? null },
    ...{ priceType: row.price_type ?? null, payerKind: row.payer_kind ?? 'resident', payerCustomerId: row.payer_customer_id ?? null },
    ...{ amountFen: row.amount_fen, openFen: row.amount_fen, postingKey: row.posting_key ?? null, dueOn: row.due_on ?? null },
    ...{ ruleSetId: row.rule_set_id ?? null, ruleSetIds: row.rule_set_ids ?? null, ruleKind: row.rule_kind ?? null },
    ...{ factsHash: row.facts_hash ?? null, steps: row.steps, answers: [], paid: [] },
  }
}

/** credit:HR…:80010001:2~2 belongs to credit:HR…:80010001. */
function refundOf({ postingKey }: PostedLine): string {
  return purposeOf(postingKey ?? '').replace(/:\d+$/, '')
}

/** What of it can still be given back has become less. */
function lessBy(charge: LiveCharge, amountFen: number): LiveCharge {
  return amountFen === 0 ? charge : { ...charge, answers: [...charge.answers, { ...charge, amountFen: -amountFen }] }
}
