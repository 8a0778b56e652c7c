import type { ReadUnit } from '../../database/unit-of-work.ts'
import { frozenHash } from '../../modules/payments/index.ts'
import { type Finding, finding } from './finding.ts'
import { readJson } from './read-json.ts'

const CHUNK = 1_000

type OrderRow = Parameters<typeof frozenHash>[0] & {
  readonly frozenHash: string
  readonly state: string
  readonly prepayId: string | null
  readonly payUrl: string | null
  readonly paidAt: number | null
  readonly version: number
  readonly createdAt: number
  readonly promisedFen: number
}
type EventRow = {
  readonly orderId: number
  readonly eventNo: number
  readonly fromState: string
  readonly toState: string
  readonly changes: string
  readonly createdAt: number
}

/** What was written about an order outlives it. */
const GONE = ['order_events', 'order_households', 'gateway_calls']
  .map((table) => `SELECT t.order_id AS id FROM ${table} t LEFT JOIN payment_orders o ON o.id = t.order_id WHERE o.id IS NULL`)
  .join(' UNION ')

/** Orders: what never changes has its hash, the rest is the fold of the events, the households' parts add up to the total; none is gone. */
export async function checkOrders(unit: ReadUnit): Promise<Finding[]> {
  const gone = await unit.select<{ id: number }>(GONE)
  return [...gone.map(({ id }) => finding('payment-order', 'payment_orders', id, '支付单不在了')), ...(await checkEachOrder(unit))]
}

async function checkEachOrder(unit: ReadUnit): Promise<Finding[]> {
  const findings: Finding[] = []
  let after = 0
  for (;;) {
    const orders = await unit.select<OrderRow>(
      `SELECT o.id, o.tenant_id AS tenantId, o.order_no AS orderNo, o.legal_entity_id AS legalEntityId, o.merchant_id AS merchantId, o.channel, o.app_id AS appId,
         o.payer_resident_id AS payerResidentId, o.payer_openid AS payerOpenid, o.total_fen AS totalFen, o.quoted_on AS quotedOn, o.expires_at AS expiresAt,
         o.frozen_hash AS frozenHash, o.state, o.prepay_id AS prepayId, o.pay_url AS payUrl, o.paid_at AS paidAt, o.version, o.created_at AS createdAt,
         o.way, o.payer_ip AS payerIp, o.staff_id AS staffId,
         COALESCE((SELECT SUM(h.quoted_fen) FROM order_households h WHERE h.order_id = o.id), 0) AS promisedFen
       FROM payment_orders o WHERE o.id > :after ORDER BY o.id LIMIT ${CHUNK}`,
      { after },
    )
    const ids = orders.map((order) => order.id)
    const events = await unit.select<EventRow>(
      `SELECT order_id AS orderId, event_no AS eventNo, from_state AS fromState, to_state AS toState, changes, created_at AS createdAt
       FROM order_events WHERE order_id IN (:ids) ORDER BY order_id, event_no`,
      { ids: ids.length > 0 ? ids : [0] },
    )
    for (const order of orders) {
      const own = events.filter((event) => event.orderId === order.id)
      for (const message of faultsOf(order, own)) findings.push(finding('payment-order', 'payment_orders', order.id, message))
    }
    const last = ids.at(-1)
    if (orders.length < CHUNK || last === undefined) return findings
    after = last
  }
}

function faultsOf(order: OrderRow, events: readonly EventRow[]): string[] {
  const faults: string[] = []
  if (frozenHash(order) !== order.frozenHash) faults.push('不可变更的内容被改动')
  if (order.promisedFen !== order.totalFen) faults.push(`各户应付之和 ${order.promisedFen} 与总额 ${order.totalFen} 不等`)
  const folded = { state: '', prepayId: null as string | null, payUrl: null as string | null, paidAt: null as number | null, version: 0 }
  for (const event of events) {
    if (event.eventNo !== folded.version + 1 || (folded.version > 0 && event.fromState !== folded.state)) faults.push('事件不连续')
    Object.assign(folded, readJson(event.changes), { state: event.toState, version: event.eventNo })
  }
  const same =
    folded.state === order.state &&
    folded.prepayId === order.prepayId &&
    folded.payUrl === order.payUrl &&
    folded.paidAt === order.paidAt &&
    folded.version === order.version
  if (!same) faults.push('当前状态与事件推演的结果不同')
  if (events[0]?.createdAt !== order.createdAt) faults.push('创建时刻与首个事件不同')
  return faults
}
