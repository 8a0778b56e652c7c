import type { ReadUnit } from '../../database/unit-of-work.ts'
import { frozenRefundHash } from '../../modules/payments/index.ts'
import { type Finding, finding } from './finding.ts'
import { readJson } from './read-json.ts'

const CHUNK = 1_000

type RefundRow = Parameters<typeof frozenRefundHash>[0] & {
  readonly frozenHash: string
  readonly state: string
  readonly gatewayRefundId: string | null
  readonly doneAt: number | null
  readonly version: number
  readonly createdAt: number
}
type EventRow = {
  readonly refundId: number
  readonly eventNo: number
  readonly fromState: string
  readonly toState: string
  readonly changes: string
  readonly createdAt: number
}

/** What was written about a refund outlives it. */
const GONE = ['refund_events', 'refund_moves', 'refund_calls']
  .map((table) => `SELECT t.refund_id AS id FROM ${table} t LEFT JOIN refunds r ON r.id = t.refund_id WHERE r.id IS NULL`)
  .join(' UNION ')

/** Refunds: what never changes has its hash, the rest is the fold of the events; none is gone. */
export async function checkRefunds(unit: ReadUnit): Promise<Finding[]> {
  const gone = await unit.select<{ id: number }>(GONE)
  const findings = gone.map(({ id }) => finding('refund', 'refunds', id, '退费不在了'))
  let after = 0
  for (;;) {
    const refunds = await unit.select<RefundRow>(
      `SELECT r.id, r.tenant_id AS tenantId, r.refund_no AS refundNo, r.legal_entity_id AS legalEntityId, r.merchant_id AS merchantId,
         r.payment_id AS paymentId, r.household_id AS householdId, r.channel, r.app_id AS appId, r.amount_fen AS amountFen, r.reason,
         r.requested_by AS requestedBy, r.requested_by_name AS requestedByName, r.frozen_hash AS frozenHash, r.state,
         r.gateway_refund_id AS gatewayRefundId, r.done_at AS doneAt, r.version, r.created_at AS createdAt
       FROM refunds r WHERE r.id > :after ORDER BY r.id LIMIT ${CHUNK}`,
      { after },
    )
    const ids = refunds.map(({ id }) => id)
    const events = await unit.select<EventRow>(
      `SELECT refund_id AS refundId, event_no AS eventNo, from_state AS fromState, to_state AS toState, changes, created_at AS createdAt
       FROM refund_events WHERE refund_id IN (:ids) ORDER BY refund_id, event_no`,
      { ids: ids.length > 0 ? ids : [0] },
    )
    for (const refund of refunds) {
      const own = events.filter(({ refundId }) => refundId === refund.id)
      for (const message of faultsOf(refund, own)) findings.push(finding('refund', 'refunds', refund.id, message))
    }
    const last = ids.at(-1)
    if (refunds.length < CHUNK || last === undefined) return findings
    after = last
  }
}

function faultsOf(refund: RefundRow, events: readonly EventRow[]): string[] {
  const faults: string[] = []
  if (frozenRefundHash(refund) !== refund.frozenHash) faults.push('不可变更的内容被改动')
  const folded = { state: '', gatewayRefundId: null as string | null, doneAt: null as number | null, version: 0 }
  for (const event of events) {
    if (event.eventNo !== folded.version + 1 || (folded.version > 0 && event.fromState !== folded.state)) faults.push('事件不连续')
    Object.assign(folded, readJson(event.changes), { state: event.toState, version: event.eventNo })
  }
  const { state, gatewayRefundId, doneAt, version } = refund
  const same =
    folded.state === state && folded.gatewayRefundId === gatewayRefundId && folded.doneAt === doneAt && folded.version === version
  if (!same) faults.push('当前状态与事件推演的结果不同')
  if (events[0]?.createdAt !== refund.createdAt) faults.push('创建时刻与首个事件不同')
  return faults
}
