import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import { heatFeeType } from '../../../../shared/tariff/rule-set.ts'
import { lockHouseholds } from '../../database/locks.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Ledger } from '../ledger/index.ts'
import { findUnits } from '../tenancy/index.ts'
import { bills } from './bill.model.ts'
import { PostingBatch } from './posting-batch.ts'

/** What a household brings from the books before ours: arrears of ended seasons, or money it had there. */
export type HouseholdOpening = {
  readonly householdId: number
  readonly householdNo: string
  readonly orgUnitId: number
  readonly customerId: number
  readonly customerName: string
  /** Positive: owed for that season; negative: balance. Never 0. */
  readonly openings: readonly { readonly seasonId: number; readonly seasonCode: string; readonly amountFen: Fen }[]
}

export type OpeningHead = {
  readonly tenantId: number
  /** Names the import in the entries and on the lines. */
  readonly importNo: string
  /** Tells the chunks of one import apart; given again, nothing can post twice. */
  readonly chunkNo: number
}

/**
 * 期初入账: arrears become a bill of their season with one line of origin `opening`, receivable against opening; a negative amount
 * becomes balance, opening against advance. Nothing is netted: what the old books say stands line by line. The lines bear no late fee and
 * are not replayed. One entry per legal entity, in the caller's unit.
 */
export function postOpenings({ ledger, clock }: { readonly ledger: Ledger; readonly clock: Clock }) {
  return async (unit: Unit, head: OpeningHead, given: readonly HouseholdOpening[]): Promise<void> => {
    const opening = given.filter(({ openings }) => openings.length > 0)
    if (opening.length === 0) return
    const { tenantId, importNo, chunkNo } = head
    const locked = await lockHouseholds(
      unit,
      tenantId,
      opening.map(({ householdId }) => householdId),
    )
    const units = await findUnits(unit, tenantId, [...new Set(opening.map(({ orgUnitId }) => orgUnitId))])
    const legalEntities = new Map(units.map((one) => [one.id, one.legalEntityId]))
    const postedOn = clock.today()
    for (const legalEntityId of new Set(legalEntities.values())) {
      const own = opening.filter(({ orgUnitId }) => legalEntities.get(orgUnitId) === legalEntityId)
      const ids = new Set(own.map(({ householdId }) => householdId))
      const entry = { entryId: ledger.newEntryId(unit), tenantId, legalEntityId, postedOn, valueOn: postedOn }
      const households = locked.filter(({ id }) => ids.has(id))
      const batch = new PostingBatch(unit, entry, households, new Map())
      const rows = own.flatMap((household) => billRows(unit, entry, household))
      await unit.insert(bills, rows)
      const billIds = new Map(rows.map((row) => [`${row.household_id}:${row.season_id}`, row.id]))
      for (const { householdId, householdNo, orgUnitId, customerId, openings } of own) {
        for (const { seasonId, seasonCode, amountFen } of openings) {
          if (amountFen < 0) batch.openBalance(householdId, -amountFen)
          else
            batch.charge(householdId, {
              bill_id: billIds.get(`${householdId}:${seasonId}`) ?? 0,
              season_id: seasonId,
              org_unit_id: orgUnitId,
              fee_type: heatFeeType,
              payer_customer_id: customerId,
              amount_fen: amountFen,
              posting_key: `${householdNo}:${seasonCode}:opening`,
              origin: 'opening',
              reason: `期初陈欠，导入批次 ${importNo}`,
              steps: '[]',
            })
        }
      }
      await batch.flush()
      await ledger.post(unit, { ...entry, kind: 'opening', sourceNo: `${importNo}/${chunkNo}`, movements: batch.movements })
    }
  }
}

type BillHead = { readonly entryId: number; readonly tenantId: number; readonly legalEntityId: number; readonly postedOn: LocalDay }

function billRows(unit: Unit, { entryId, tenantId, legalEntityId, postedOn }: BillHead, household: HouseholdOpening) {
  const { householdId, householdNo, orgUnitId, customerId, customerName, openings } = household
  return openings.flatMap(({ seasonId, seasonCode, amountFen }) =>
    amountFen < 0
      ? []
      : [
          {
            id: unit.newId(bills),
            tenant_id: tenantId,
            bill_no: `${seasonCode}-${householdNo}`,
            household_id: householdId,
            season_id: seasonId,
            legal_entity_id: legalEntityId,
            org_unit_id: orgUnitId,
            customer_id: customerId,
            customer_name: customerName,
            issued_on: postedOn,
            entry_id: entryId,
          },
        ],
  )
}
