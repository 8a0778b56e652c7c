import type { Fen } from '../../../../shared/money/fen.ts'
import { lateFeeType } from '../../../../shared/tariff/rule-set.ts'
import type { LockedHousehold } from '../../database/locks.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { Clock } from '../../platform/clock.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Tariffs } from '../tariffs/index.ts'
import type { SeasonRecord } from '../tenancy/index.ts'
import type { readAccounts } from './account.ts'
import { applyReleased } from './apply-released.ts'
import { lineFacts } from './bill.model.ts'
import { insertFacts } from './bill.repository.ts'
import { chargeOf } from './charge-of-line.ts'
import { compareLines, isPriced, nextPostingKey } from './compare-lines.ts'
import { releaseAll, reverseCharge } from './correct-charge.ts'
import { type LiveCharge, listLiveCharges, listPostingKeys, type PostedLine } from './live-charge.repository.ts'
import { PostingBatch, type ReversalWhy } from './posting-batch.ts'
import { headOfToday } from './posting-head.ts'
import { type PricedNow, priceNow } from './price-now.ts'
import { listCredits, liveOf, recredit, ruleSetsOfCredits } from './recredit.ts'

export type RebillDeps = {
  readonly clock: Clock
  readonly ledger: Ledger
  readonly tariffs: Tariffs
  readonly accounts: ReturnType<typeof readAccounts>
}
export type RebillWish = {
  readonly tenantId: number
  readonly household: LockedHousehold
  readonly season: SeasonRecord
  readonly why: ReversalWhy
}

/**
 * 重算一户一季: prices the season again from the facts as they stand in this unit, under the price versions the bill was made from, since
 * a later version never touches a posted bill. Lines that stay equal stay; others are reversed whole and posted anew. Once anything changes that
 * late fee or discount of the season were computed on, those are taken back too, all money of the season is released, and it is used again at its
 * own value days: so the books come to stand as if the bill had been right from its first day. Answers whether anything was posted; nothing is when the
 * price is the same. Throws SEASON_NOT_OPEN, NOT_BILLED, IMPORTED_ONLY, CANNOT_PRICE.
 */
export function rebill({ clock, ledger, tariffs, accounts }: RebillDeps) {
  const price = priceNow(tariffs)
  return async (unit: Unit, { tenantId, household, season, why }: RebillWish): Promise<boolean> => {
    const live = await listLiveCharges(unit, { householdIds: [household.id], seasonId: season.id })
    const posted = live.filter(isPriced)
    const [first] = posted
    if (!first) throw notRebilled(live, season)
    if (season.state !== 'open') throw seasonNotOpen(season)
    const priced = await price(unit, { tenantId, householdId: household.id, season, ruleSetIds: ruleSetsOf(posted) })
    const { kept, reversed, added } = compareLines(posted, priced.price.lines)
    if ([...reversed, ...added].every(({ amountFen }) => amountFen === 0)) return false

    const head = await headOfToday({ clock, ledger }, unit, tenantId, household)
    const batch = new PostingBatch(unit, head, [household], await accounts(unit, [household.id]))
    batch.meet(live)
    const residents = [...reversed, ...added].some(({ payerKind }) => payerKind === 'resident')
    const derived = residents ? live.filter(({ feeType, origin }) => feeType === lateFeeType && origin === 'late-fee') : []
    const discounted = residents && live.some(({ answers }) => answers.some(({ lineType }) => lineType === 'discount'))
    const credits = residents ? await listCredits(unit, tenantId, live) : []
    const anew = derived.length > 0 || discounted || credits.length > 0
    if (anew) unsettle(batch, kept, why)
    for (const charge of [...derived, ...reversed]) reverseCharge(batch, charge, why)

    const hash = await storeFacts(unit, tenantId, priced, head.entryId)
    const keys = await listPostingKeys(unit, household.id, season.id)
    const frame = { billId: first.billId, seasonId: season.id, facts: priced.facts, factsHash: hash, origin: 'rebill', reason: why.reason }
    const fresh = added.map((line) => {
      const row = chargeOf(frame, { ...line, postingKey: nextPostingKey(line.postingKey, keys) })
      return liveOf(batch.charge(household.id, row), household.id, row)
    })
    if (credits.length > 0) {
      const charges = [...kept.map((charge) => ({ ...charge, answers: charge.answers.filter(isForGood), paid: [] })), ...fresh]
      const ruleSets = await ruleSetsOfCredits(unit, tariffs, credits)
      recredit(credits, { batch, season, charges, areas: priced.facts.areas, keys, ruleSets })
    }
    const movements = await applyReleased({ unit, head, batch, accounts, discountSeasons: discounted ? [season.code] : [] })
    await ledger.post(unit, { ...head, kind: 'rebill', sourceNo: businessNumber('C', clock), movements })
    return true
  }
}

/** All the resident's money is taken off the lines that stay, with discounts and refunds: what the whole earns is decided again. */
function unsettle(batch: PostingBatch, kept: readonly LiveCharge[], why: ReversalWhy): void {
  for (const charge of kept) {
    releaseAll(batch, charge)
    for (const answer of charge.answers) if (!isForGood(answer)) batch.reverseLine(answer, why)
  }
}

/** Discounts and refunds follow from the season's charges; what else answers a line was decided by people. */
function isForGood({ lineType }: PostedLine): boolean {
  return lineType !== 'discount' && lineType !== 'credit'
}

function ruleSetsOf(posted: readonly LiveCharge[]): number[] {
  const ids = posted.flatMap(({ ruleSetIds, ruleSetId }) => (ruleSetIds === null ? (ruleSetId ?? []) : ruleSetIds.split(',').map(Number)))
  return [...new Set(ids)].sort((a, b) => a - b)
}

async function storeFacts(unit: Unit, tenantId: number, { price }: PricedNow, entryId: number): Promise<string> {
  const { factsHash: facts_hash, factsText: facts } = price
  await insertFacts(unit, tenantId, [{ id: unit.newId(lineFacts), tenant_id: tenantId, facts_hash, facts, entry_id: entryId }])
  return facts_hash
}

export function seasonNotOpen({ code, state }: SeasonRecord): DomainError {
  const why = state === 'closed' ? '已结束，账单不再重算' : '还没有启用'
  return new DomainError(409, 'SEASON_NOT_OPEN', `${code} 采暖季${why}`)
}

function notRebilled(live: readonly { readonly origin: string; readonly amountFen: Fen }[], { code }: SeasonRecord): DomainError {
  if (live.some(({ origin }) => origin === 'opening'))
    return new DomainError(409, 'IMPORTED_ONLY', `${code} 采暖季只有导入的陈欠，没有可以重算的账单`)
  return new DomainError(409, 'NOT_BILLED', `该用热户 ${code} 采暖季还没有出账`)
}
