import type { CreditCause } from '../../../../shared/billing/heat-credit.ts'
import type { HeatRefundPreview, HeatRefundQuote, ProposeHeatRefund } from '../../../../shared/contracts/poor-heat.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import { lockHouseholds } from '../../database/locks.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { Caller } from '../../platform/caller.ts'
import { invalid } from '../../platform/check-input.ts'
import type { Clock } from '../../platform/clock.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { type Billing, judgeHeatCredit } from '../billing/index.ts'
import { findHousehold } from '../households/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Tariffs } from '../tariffs/index.ts'
import { findSeasonFor, type SeasonRecord } from '../tenancy/index.ts'
import { insertHeatRefund, type PoorHeatCause } from './heat-refund.repository.ts'

export type PoorHeatDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly audit: Audit
  readonly tariffs: Tariffs
  readonly ledger: Ledger
  readonly billing: Billing
}

/** What a cold home would be given back, by the notice and the season's charges as they are now. Throws NOT_FOUND, INVALID, NOT_BILLED, NO_CREDIT_RULE. */
export function quoteHeatRefund({ database, clock, tariffs }: PoorHeatDeps) {
  const judge = judgeHeatCredit({ tariffs })
  return (given: HeatRefundPreview, caller: Caller): Promise<HeatRefundQuote> =>
    database.read(async (unit) => {
      const { household, season } = await subjectOf(unit, caller, given)
      const cause = causeOf(given, season, clock)
      const judged = await judge(unit, { tenantId: caller.scope.tenantId, householdId: household.id, season }, cause)
      const offOwedFen = judged.parts.reduce((total, { lineId, amountFen }) => {
        const openFen = judged.charges.find((charge) => charge.lineId === lineId)?.openFen ?? 0
        return total + Math.min(openFen, amountFen)
      }, 0)
      return {
        householdNo: household.householdNo,
        seasonCode: season.code,
        amountFen: judged.amountFen,
        offOwedFen,
        toBalanceFen: judged.amountFen - offOwedFen,
        steps: renderSteps(judged.steps),
        ignoredTests: judged.ignoredTests,
      }
    })
}

/** 提出室温退费: kept with what it comes to, for somebody else to decide. Throws what `quoteHeatRefund` throws, NOTHING_TO_REFUND. */
export function proposeHeatRefund({ database, clock, audit, tariffs }: PoorHeatDeps) {
  const judge = judgeHeatCredit({ tariffs })
  return async (given: ProposeHeatRefund, caller: Caller): Promise<{ readonly refundNo: string }> => {
    const { tenantId } = caller.scope
    const { household, season } = await database.read((unit) => subjectOf(unit, caller, given))
    const cause = causeOf(given, season, clock)
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      await lockHouseholds(unit, tenantId, [household.id])
      const { amountFen, steps } = await judge(unit, { tenantId, householdId: household.id, season }, cause)
      if (amountFen === 0) throw new DomainError(409, 'NOTHING_TO_REFUND', '按价格文件的规定，这次室温情况不需要退费')
      const refundNo = businessNumber('HR', clock)
      const { id: proposerId, name: proposedBy } = caller.actor
      const row = { tenantId, refundNo, householdId: household.id, seasonId: season.id, cause, amountFen, steps, reason: given.reason }
      await insertHeatRefund(unit, { ...row, proposedBy, proposerId })
      await audit.record(unit, caller, {
        action: 'temperature.refund.propose',
        subjectKind: 'household',
        subjectNo: household.householdNo,
        detail: { refundNo, seasonCode: season.code, amountFen, reason: given.reason },
        orgUnitId: household.orgUnitId,
      })
      return { refundNo }
    })
  }
}

async function subjectOf(
  unit: ReadUnit,
  caller: Caller,
  { householdNo, seasonCode }: Pick<HeatRefundPreview, 'householdNo' | 'seasonCode'>,
) {
  const household = await findHousehold(unit, caller.scope, householdNo)
  if (!household) throw notFound('这个用热户')
  const season = await findSeasonFor(unit, caller.scope.tenantId, household.orgUnitId, seasonCode)
  if (!season) throw notFound('该采暖季')
  return { household, season }
}

/** Days that can be: within the season and not after today. */
function causeOf({ reportedOn, fixedOn, failingMilliM2, tests }: HeatRefundPreview, season: SeasonRecord, clock: Clock): PoorHeatCause {
  const today = clock.today()
  const faults = [
    ...(reportedOn > today ? [{ path: 'reportedOn', message: '报告日期不能晚于今天' }] : []),
    ...(reportedOn > season.endsOn ? [{ path: 'reportedOn', message: `报告日期不在 ${season.code} 采暖季内` }] : []),
    ...(fixedOn !== null && fixedOn < reportedOn ? [{ path: 'fixedOn', message: '恢复日期不能早于报告日期' }] : []),
    ...(fixedOn !== null && fixedOn > today ? [{ path: 'fixedOn', message: '恢复日期不能晚于今天' }] : []),
    ...(fixedOn === null && today <= season.endsOn ? [{ path: 'fixedOn', message: '采暖季还没有结束，请填写恢复日期' }] : []),
    ...tests.flatMap(({ on }, index) => (on > today ? [{ path: `tests[${index}].on`, message: '测温日期不能晚于今天' }] : [])),
  ]
  if (faults.length > 0) throw invalid('室温退费资料有误', faults)
  const cause: CreditCause = { kind: 'poor-heat', reportedOn, fixedOn, tests, ...(failingMilliM2 === undefined ? {} : { failingMilliM2 }) }
  return cause
}
