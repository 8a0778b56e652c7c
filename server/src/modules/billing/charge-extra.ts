import { lineTitle } from '../../../../shared/billing/line-title.ts'
import type { ExtraCharge, PostExtraCharge } from '../../../../shared/contracts/billing/extra-charges.ts'
import { plainYuan } from '../../../../shared/format/amount.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import { withFeeNames } from '../../../../shared/tariff/fee-names.ts'
import { type FeeType, neededFeeTypes } from '../../../../shared/tariff/fee-type.ts'
import type { Step } from '../../../../shared/tariff/step.ts'
import { writeOnce } from '../../database/idempotency.ts'
import { lockHouseholds } from '../../database/locks.ts'
import { rehearse } from '../../database/rehearse.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { Caller } from '../../platform/caller.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import { findHousehold } from '../households/index.ts'
import { listFeeTypes } from '../tariffs/index.ts'
import { findSeasonFor } from '../tenancy/index.ts'
import { applyReleased } from './apply-released.ts'
import { findBill } from './bill.repository.ts'
import type { CorrectionDeps } from './correct-season.ts'
import { chargedOf } from './extra-charge.repository.ts'
import { PostingBatch } from './posting-batch.ts'
import { headOfToday } from './posting-head.ts'
import { priceExtra } from './price-extra.ts'

/** `seenFen` is what the preview showed; null rehearses it. */
export type ExtraChargeWish = Omit<PostExtraCharge, 'seenFen'> & { readonly householdNo: string; readonly seenFen: number | null }

/**
 * 加收费用: a fee of a household beside its bill's own lines (handling, connection, extra …), added to the season's bill by a person with a
 * reason, without a due day and so without late fee; a balance the household has pays it at once. Rehearsed it is done and undone. Throws NOT_FOUND, FEE_TYPE_REFUSED, NO_BILL,
 * PREVIEW_CHANGED, and what `priceExtra` refuses.
 */
export function chargeExtra(deps: CorrectionDeps) {
  const { database, clock, ledger, audit, accounts, tariffs } = deps
  const price = priceExtra(tariffs)
  return async (caller: Caller, wish: ExtraChargeWish): Promise<ExtraCharge> => {
    const { tenantId } = caller.scope
    const { householdNo, seasonCode, feeType, by, reason, seenFen } = wish
    const found = await database.read((unit) => lookUp(unit, caller, wish))
    const work = async (unit: Unit): Promise<ExtraCharge> => {
      const [household] = await lockHouseholds(unit, tenantId, [found.householdId])
      if (!household) throw notFound('这个用热户')
      const { season, feeName } = found
      const billId = await findBill(unit, tenantId, household.id, season.id)
      if (billId === null) throw new DomainError(409, 'NO_BILL', `该用热户 ${seasonCode} 采暖季还没有账单，请先出账再加收`)
      const asked = {
        tenantId,
        householdId: household.id,
        orgUnitId: household.orgUnitId,
        season,
        feeType,
        by,
        today: clock.today(),
        now: clock.now(),
      }
      const lines = await price(unit, asked)
      const amountFen = lines.reduce((sum, line) => sum + line.amountFen, 0)
      if (seenFen !== null && seenFen !== amountFen)
        throw new DomainError(409, 'PREVIEW_CHANGED', `现在应加收 ${plainYuan(amountFen)} 元，与您看到的不同，请核对后重新提交`, {
          facts: { amountFen },
        })

      const chargedFen = await chargedOf(unit, { householdId: household.id, seasonId: season.id, feeType })
      const before = (await accounts(unit, [household.id])).get(household.id)
      const head = await headOfToday({ clock, ledger }, unit, tenantId, household)
      const batch = new PostingBatch(unit, head, [household], before ? new Map([[household.id, before]]) : new Map())
      lines.forEach((line, index) => {
        batch.charge(household.id, {
          bill_id: billId,
          season_id: season.id,
          org_unit_id: household.orgUnitId,
          fee_type: feeType,
          area_no: line.areaNo,
          payer_customer_id: household.customerId,
          amount_fen: line.amountFen,
          posting_key: `${householdNo}:${seasonCode}:${feeType}:${line.areaNo ?? 0}:extra-${household.lastSequence + 1 + index}`,
          origin: 'extra',
          reason,
          steps: line.steps,
        })
      })
      const movements = await applyReleased({ unit, head, batch, accounts })
      await ledger.post(unit, { ...head, kind: 'extra', sourceNo: businessNumber('E', clock), movements })
      const usedFen = movements.reduce((sum, { act, amountFen: moved }) => (act === 'balanceUsed' ? sum + moved : sum), 0)
      await audit.record(unit, caller, {
        action: 'billing.line.increase',
        subjectKind: 'household',
        subjectNo: householdNo,
        detail: { seasonCode, feeType, amountFen, by: by.kind, reason },
        orgUnitId: household.orgUnitId,
      })
      const customer = { customerClass: null, areaNo: null, payerKind: 'resident', lineType: 'charge' }
      const steps = lines.flatMap((line) => renderSteps(withFeeNames(JSON.parse(line.steps) as Step[], new Map([[feeType, feeName]]))))
      return { seasonCode, title: lineTitle({ feeType, feeName, ...customer }), amountFen, steps, chargedFen, balanceUsedFen: usedFen }
    }
    return seenFen === null ? rehearse(database, work) : writeOnce(database, { key: caller.key, tenantId }, work)
  }
}

async function lookUp(unit: ReadUnit, caller: Caller, { householdNo, seasonCode, feeType }: ExtraChargeWish) {
  const { tenantId } = caller.scope
  const household = await findHousehold(unit, caller.scope, householdNo)
  if (!household) throw notFound('这个用热户')
  const season = await findSeasonFor(unit, tenantId, household.orgUnitId, seasonCode)
  if (!season) throw notFound('该采暖季')
  const fee = (await listFeeTypes(unit, tenantId)).find(({ code }) => code === feeType)
  refuseFee(fee)
  return { householdId: household.id, season, feeName: fee?.name ?? feeType }
}

function refuseFee(fee: FeeType | undefined): void {
  if (!fee) throw notFound('这种费用')
  if (fee.state === 'closed') throw new DomainError(409, 'FEE_TYPE_REFUSED', `费用种类“${fee.name}”已停用`)
  if (neededFeeTypes.includes(fee.code)) throw new DomainError(409, 'FEE_TYPE_REFUSED', `${fee.name}由出账计收，不能手工加收`)
}
