import {
  type Credit,
  type CreditBase,
  type CreditCause,
  type CreditFacts,
  creditRuleOf,
  judgeCredit,
} from '../../../../shared/billing/heat-credit.ts'
import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import { heatFeeType } from '../../../../shared/tariff/rule-set.ts'
import type { LockedHousehold } from '../../database/locks.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { pricingFacts } from '../households/index.ts'
import type { SeasonRecord } from '../tenancy/index.ts'
import { quoteAccount } from './account.ts'
import { applyReleased } from './apply-released.ts'
import { chargeLateFee } from './apply-settlement.ts'
import { answerCharge } from './correct-charge.ts'
import { type LiveCharge, listLiveCharges } from './live-charge.repository.ts'
import { PostingBatch } from './posting-batch.ts'
import { headOfToday } from './posting-head.ts'
import type { RebillDeps } from './rebill.ts'

/** The facts of a credit line, beside its own id. */
export type StoredCreditFacts = {
  readonly seasonCode: string
  readonly answersLineId: number
  readonly customerClass: string
  readonly priceType: string
  readonly credit: CreditFacts
}
export type CreditSubject = { readonly tenantId: number; readonly householdId: number; readonly season: SeasonRecord }

/** A refund for bad heat as it would be posted now. */
export type JudgedCredit = Credit & {
  readonly facts: CreditFacts
  readonly charges: readonly LiveCharge[]
  readonly ruleSetId: number
  readonly ruleKind: string
  readonly customerClass: string
  readonly priceType: string
}

/** What a cause gives back of a household's season, by the notice its heat was charged from. Throws NOT_BILLED, NO_CREDIT_RULE. */
export function judgeHeatCredit({ tariffs }: Pick<RebillDeps, 'tariffs'>) {
  return async (unit: ReadUnit, { tenantId, householdId, season }: CreditSubject, cause: CreditCause): Promise<JudgedCredit> => {
    const live = await listLiveCharges(unit, { householdIds: [householdId], seasonId: season.id })
    const charges = live.filter(({ feeType, payerKind }) => feeType === heatFeeType && payerKind === 'resident')
    const [first] = charges.filter(({ ruleSetId }) => ruleSetId !== null)
    if (!first || first.ruleSetId === null) throw new DomainError(409, 'NOT_BILLED', `该用热户 ${season.code} 采暖季没有可退的热费账单`)
    const ruleSet = (await tariffs.ruleSets(unit, [first.ruleSetId])).get(first.ruleSetId)
    const customerClass = first.customerClass ?? '*'
    const priceType = first.priceType ?? '*'
    const rule = ruleSet && creditRuleOf(ruleSet, { customerClass, priceType }, cause.kind)
    if (!rule) {
      const what = cause.kind === 'poor-heat' ? '室温不达标退费' : '停供退费'
      throw new DomainError(409, 'NO_CREDIT_RULE', `本户适用的价格文件没有规定${what}`)
    }
    const [recorded] = await pricingFacts(unit, { tenantId, householdIds: [householdId], seasonId: season.id })
    const facts = { ...baseOf(charges, heatedArea(recorded?.areas ?? []), season), cause }
    return { ...judgeCredit(rule, facts), facts, charges, ruleSetId: first.ruleSetId, ruleKind: rule.kind, customerClass, priceType }
  }
}

export type HeatCreditWish = {
  readonly tenantId: number
  readonly household: LockedHousehold
  readonly season: SeasonRecord
  readonly cause: CreditCause
  /** Unique by number: a refund is posted once, whoever sends it twice. */
  readonly refundNo: string
  readonly reason: string
}

/**
 * 供热质量退费: credit lines that answer the heat charges; what was paid beyond them is released and kept as balance. Late fee to today is posted
 * first, since its base changes. Answers the fen given back; nothing is posted where it comes to 0. Throws NOT_BILLED, NO_CREDIT_RULE.
 */
export function creditHeat(deps: RebillDeps) {
  const judge = judgeHeatCredit(deps)
  return async (unit: Unit, { tenantId, household, season, cause, refundNo, reason }: HeatCreditWish): Promise<number> => {
    const judged = await judge(unit, { tenantId, householdId: household.id, season }, cause)
    if (judged.amountFen === 0) return 0
    const head = await headOfToday(deps, unit, tenantId, household)
    const before = await deps.accounts(unit, [household.id])
    const batch = new PostingBatch(unit, head, [household], before)
    const account = before.get(household.id)
    const due = account && quoteAccount(account, head.valueOn, null).items
    for (const item of due ?? []) {
      if (item.kind === 'late-fee' && item.seasonCode === season.code && account) chargeLateFee(batch, account, item)
    }
    postCredit(batch, judged, {
      seasonCode: season.code,
      origin: cause.kind,
      reason,
      keyOf: (number) => `credit:${refundNo}:${household.householdNo}:${number}`,
    })
    const movements = await applyReleased({ unit, head, batch, accounts: deps.accounts })
    await deps.ledger.post(unit, { ...head, kind: 'heat-credit', sourceNo: `${refundNo}/${household.householdNo}`, movements })
    return judged.amountFen
  }
}

export type CreditPosting = {
  readonly seasonCode: string
  readonly origin: CreditCause['kind']
  readonly reason: string
  keyOf(number: number): string
}

/** One line for each heat charge that gets a part. */
export function postCredit(batch: PostingBatch, judged: JudgedCredit, { seasonCode, origin, reason, keyOf }: CreditPosting): void {
  const { parts, steps, charges, facts, ruleSetId, ruleKind, customerClass, priceType } = judged
  for (const [index, { lineId, amountFen }] of parts.entries()) {
    const charge = charges.find((one) => one.lineId === lineId)
    if (!charge) throw new Error(`no heat line ${lineId}`)
    const given = {
      lineType: 'credit',
      origin,
      amountFen,
      ruleSetId,
      ruleKind,
      steps: canonicalJson(steps),
      reason,
      postingKey: keyOf(index + 1),
    } as const
    const stored: StoredCreditFacts = { seasonCode, answersLineId: lineId, customerClass, priceType, credit: facts }
    answerCharge(batch, charge, given, stored)
  }
}

/** What heat came to, before anything that answers it, and what of each line can still be given back. */
export function baseOf(charges: readonly LiveCharge[], areaMilliM2: number, { startsOn, endsOn, days }: SeasonRecord): CreditBase {
  const left = ({ lineId, amountFen, answers }: LiveCharge) => ({
    lineId,
    amountFen: amountFen + answers.reduce((total, answer) => total + answer.amountFen, 0),
  })
  return {
    season: { startsOn, endsOn, days },
    seasonFeeFen: charges.reduce((total, { amountFen }) => total + amountFen, 0),
    areaMilliM2,
    open: charges.map(left).filter(({ amountFen }) => amountFen > 0),
  }
}

export function heatedArea(areas: readonly { readonly status: string; readonly billedMilliM2: number }[]): number {
  const heated = areas.filter(({ status }) => status === 'heating')
  return (heated.length > 0 ? heated : areas).reduce((total, { billedMilliM2 }) => total + billedMilliM2, 0)
}
