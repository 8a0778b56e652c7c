import type { Correction } from '../../../../shared/contracts/billing/corrections.ts'
import { versionsOf } from '../../../../shared/tariff/season-parts.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { Caller } from '../../platform/caller.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { appendChange } from '../households/index.ts'
import { applyReleased } from './apply-released.ts'
import { bills, lineFacts } from './bill.model.ts'
import { insertFacts } from './bill.repository.ts'
import { chargeOf } from './charge-of-line.ts'
import { type CorrectionDeps, type CorrectionSubject, correctSeason, type Seen } from './correct-season.ts'
import { listPostingKeys } from './live-charge.repository.ts'
import { PostingBatch } from './posting-batch.ts'
import { headOfToday } from './posting-head.ts'
import { type PricedNow, priceNow } from './price-now.ts'
import { seasonNotOpen } from './rebill.ts'

export type BillHouseholdWish = { readonly householdNo: string; readonly seasonCode: string; readonly seen: Seen }

/**
 * 生成本季账单 of one household, e.g. right after it was created: what the billing run would post of it, now; a balance it has is used.
 * Throws NOT_FOUND, SEASON_NOT_OPEN, ALREADY_BILLED, NOT_CONNECTED, NO_RULE_SET, NO_SEASON_RECORD, CANNOT_PRICE, PREVIEW_CHANGED.
 */
export function billHousehold(deps: CorrectionDeps) {
  const correct = correctSeason(deps)
  const price = priceNow(deps.tariffs)
  return ({ householdNo, seasonCode, seen }: BillHouseholdWish, caller: Caller): Promise<Correction> =>
    correct(caller, { householdNo, seasonCode, seen }, async (unit, subject) => {
      const { tenantId, household, season } = subject
      if (season.state !== 'open') throw seasonNotOpen(season)
      const keys = await listPostingKeys(unit, household.id, season.id)
      if (keys.length > 0) throw new DomainError(409, 'ALREADY_BILLED', `该用热户 ${seasonCode} 采暖季已有账单`)
      const ruleSetIds = await versionsInForce(unit, subject)
      const priced = await price(unit, { tenantId, householdId: household.id, season, ruleSetIds })
      if (priced.facts.status === 'not-connected') throw new DomainError(409, 'NOT_CONNECTED', '该采暖季未接通供热，不出账单')
      await post(unit, subject, priced)
      await deps.tariffs.freeze(unit, ruleSetIds, deps.clock.now())
      const { totalFen } = priced.price
      const history = { tenantId, householdId: household.id, what: 'bill.issued', reason: null, actorName: caller.actor.name }
      await appendChange(unit, { ...history, before: null, after: { season: seasonCode, totalFen } })
      await deps.audit.record(unit, caller, {
        action: 'billing.bill.issue',
        subjectKind: 'household',
        subjectNo: householdNo,
        detail: { seasonCode, totalFen },
        orgUnitId: household.orgUnitId,
      })
      return true
    })

  /** The versions that price some day of the season, as a run beginning now would take them. */
  async function versionsInForce(unit: Unit, { tenantId, household, season }: CorrectionSubject): Promise<readonly number[]> {
    const { tariffs, clock } = deps
    const { startsOn, endsOn } = season
    const wanted = { tenantId, seasonId: season.id, orgUnitIds: [household.orgUnitId], startsOn, endsOn }
    const found = await tariffs.findSeasonVersions(unit, { ...wanted, on: clock.today(), publishedBy: clock.now() })
    const sets = [...(await tariffs.ruleSets(unit, found.get(household.orgUnitId) ?? [])).values()]
    const named = new Set(versionsOf(season, sets).map(({ ruleSet }) => ruleSet))
    const ids = sets.filter((set) => named.has(set)).map(({ id }) => id)
    if (ids.length === 0) throw new DomainError(409, 'NO_RULE_SET', `所在组织没有 ${season.code} 采暖季已发布的价目`)
    return ids.sort((a, b) => a - b)
  }

  async function post(unit: Unit, { tenantId, household, season }: CorrectionSubject, { facts, price }: PricedNow): Promise<void> {
    const { clock, ledger, accounts } = deps
    const head = await headOfToday(deps, unit, tenantId, household)
    const { entryId, postedOn } = head
    const billId = unit.newId(bills)
    await unit.insert(bills, [
      {
        id: billId,
        tenant_id: tenantId,
        bill_no: `${season.code}-${household.householdNo}`,
        household_id: household.id,
        season_id: season.id,
        legal_entity_id: head.legalEntityId,
        org_unit_id: facts.orgUnitId,
        customer_id: facts.customerId,
        customer_name: facts.customerName,
        issued_on: postedOn,
        entry_id: entryId,
      },
    ])
    const { factsHash, factsText } = price
    const factsRow = { id: unit.newId(lineFacts), tenant_id: tenantId, facts_hash: factsHash, facts: factsText, entry_id: entryId }
    await insertFacts(unit, tenantId, [factsRow])
    const batch = new PostingBatch(unit, head, [household], await accounts(unit, [household.id]))
    const frame = { billId, seasonId: season.id, facts, factsHash, origin: 'single' }
    for (const line of price.lines) batch.charge(household.id, chargeOf(frame, line))
    const movements = await applyReleased({ unit, head, batch, accounts, discountSeasons: 'all' })
    await ledger.post(unit, { ...head, kind: 'bill', sourceNo: businessNumber('B', clock), movements })
  }
}
