import type { HeatRefund, Outage } from '../../../../shared/contracts/poor-heat.ts'
import { maskName } from '../../../../shared/format/mask.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import type { Step } from '../../../../shared/tariff/step.ts'
import type { Caller } from '../../platform/caller.ts'
import type { HeatRefundRow, PoorHeatCause } from './heat-refund.repository.ts'
import type { OutageRow } from './outage.repository.ts'

const iso = (at: number) => new Date(at).toISOString()

export function presentHeatRefund(row: HeatRefundRow, { actor }: Caller): HeatRefund {
  const { reportedOn, fixedOn, failingMilliM2, tests } = JSON.parse(row.cause) as PoorHeatCause
  return {
    refundNo: row.refundNo,
    householdNo: row.householdNo,
    customerName: maskName(row.customerName),
    address: row.address,
    seasonCode: row.seasonCode,
    amountFen: row.amountFen,
    state: row.state,
    reportedOn,
    fixedOn,
    failingMilliM2: failingMilliM2 ?? null,
    tests: [...tests],
    reason: row.reason,
    proposedBy: row.proposedBy,
    proposedAt: iso(row.proposedAt),
    mine: row.proposerId === actor.id,
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt === null ? null : iso(row.decidedAt),
    refusal: row.refusal,
    steps: renderSteps(JSON.parse(row.steps) as Step[]),
  }
}

export function presentOutage(row: OutageRow, { actor }: Caller): Outage {
  return {
    outageNo: row.outageNo,
    orgUnit: row.orgUnit,
    substation: row.substation,
    seasonCode: row.seasonCode,
    startedAt: iso(row.startedAt),
    endedAt: iso(row.endedAt),
    reason: row.reason,
    state: row.state,
    recordedBy: row.recordedBy,
    mine: row.recorderId === actor.id,
    decidedBy: row.decidedBy,
    households: row.households,
    postedCount: row.postedCount,
    skippedCount: row.skippedCount,
    totalFen: row.totalFen,
  }
}
