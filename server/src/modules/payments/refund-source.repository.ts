import type { EarnedDiscount, PaidLine } from '../../../../shared/billing/plan-refund.ts'
import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'

/** 收款 as a refund needs it. */
export type PaidMoney = {
  readonly id: number
  readonly tenantId: number
  readonly paymentNo: string
  readonly legalEntityId: number
  readonly merchantId: number
  readonly channel: string
  readonly transactionId: string
  readonly orderNoGiven: string
  readonly destination: string
  readonly amountFen: Fen
  readonly entryId: number
  readonly valueOn: LocalDay
  /** The app the order was made in; null for money without an order. */
  readonly appId: string | null
}

const PAYMENT = `SELECT p.id, p.tenant_id AS tenantId, p.payment_no AS paymentNo, p.legal_entity_id AS legalEntityId, p.merchant_id AS merchantId,
    p.channel, p.transaction_id AS transactionId, p.order_no_given AS orderNoGiven, p.destination, p.amount_fen AS amountFen, p.entry_id AS entryId,
    p.value_on AS valueOn, (SELECT o.app_id FROM payment_orders o WHERE o.id = p.order_id) AS appId
  FROM payments p WHERE p.tenant_id = :tenantId AND p.payment_no = :paymentNo`

export async function findPaidMoney(unit: ReadUnit, tenantId: number, paymentNo: string): Promise<PaidMoney | null> {
  const [payment] = await unit.select<PaidMoney>(PAYMENT, { tenantId, paymentNo })
  return payment ?? null
}

/** After its household: nobody else decides on this payment until commit. */
export async function lockPaidMoney(unit: Unit, tenantId: number, paymentNo: string): Promise<PaidMoney> {
  const [payment] = await unit.selectForUpdate<PaidMoney>(PAYMENT, { tenantId, paymentNo })
  if (!payment) throw new Error(`payment ${paymentNo} is gone`)
  return payment
}

/** What is left of a payment as a household's balance. */
export async function balanceOfPayment(unit: ReadUnit, householdId: number, paymentId: number): Promise<Fen> {
  const [row] = await unit.select<{ total: Fen | null }>(
    'SELECT SUM(amount_fen) AS total FROM balance_moves WHERE household_id = :householdId AND payment_id = :paymentId',
    { householdId, paymentId },
  )
  return row?.total ?? 0
}

/** The lines of a household a payment pays, directly or by way of the balance, newest first. */
export function listPaidLines(unit: ReadUnit, householdId: number, paymentId: number): Promise<PaidLine[]> {
  return unit.select(
    `SELECT a.line_id AS lineId, l.season_id AS seasonId, SUM(a.amount_fen) AS paidFen
     FROM allocations a JOIN bill_lines l ON l.id = a.line_id LEFT JOIN balance_moves m ON m.id = a.balance_move_id
     WHERE a.household_id = :householdId AND COALESCE(a.payment_id, m.payment_id) = :paymentId
     GROUP BY a.line_id, l.season_id HAVING SUM(a.amount_fen) > 0 ORDER BY MAX(a.sequence) DESC`,
    { householdId, paymentId },
  )
}

/** The discounts posted together with money of a payment, and not taken back: that money earned them. */
export function listEarnedDiscounts(unit: ReadUnit, householdId: number, paymentId: number): Promise<EarnedDiscount[]> {
  return unit.select(
    `SELECT d.id AS discountLineId, d.answers_line_id AS lineId, d.season_id AS seasonId, -d.amount_fen AS amountFen
     FROM bill_lines d WHERE d.household_id = :householdId AND d.line_type = 'discount'
       AND NOT EXISTS (SELECT 1 FROM bill_lines r WHERE r.reverses_line_id = d.id)
       AND EXISTS (SELECT 1 FROM allocations a LEFT JOIN balance_moves m ON m.id = a.balance_move_id
         WHERE a.household_id = d.household_id AND a.entry_id = d.entry_id AND a.amount_fen > 0 AND COALESCE(a.payment_id, m.payment_id) = :paymentId)
     ORDER BY d.sequence`,
    { householdId, paymentId },
  )
}

/** Households that hold anything of a payment. */
export function listHolders(unit: ReadUnit, paymentId: number): Promise<{ householdId: number }[]> {
  return unit.select(
    `SELECT DISTINCT x.household_id AS householdId FROM (
       SELECT household_id FROM allocations WHERE payment_id = :paymentId
       UNION ALL SELECT household_id FROM balance_moves WHERE payment_id = :paymentId) x ORDER BY x.household_id`,
    { paymentId },
  )
}

/** What is left in suspense of a payment that fits no order. */
export async function suspendedOf(unit: ReadUnit, { id, amountFen }: Pick<PaidMoney, 'id' | 'amountFen'>): Promise<Fen> {
  const [row] = await unit.select<{ total: Fen | null }>('SELECT SUM(amount_fen) AS total FROM suspense_moves WHERE payment_id = :id', {
    id,
  })
  return amountFen + (row?.total ?? 0)
}

/** A discount a refund has taken back, with all that posting it again needs. */
export type TakenDiscount = {
  readonly lineId: number
  readonly amountFen: Fen
  readonly ruleSetId: number
  readonly ruleKind: string
  readonly steps: string
  /** Canonical JSON, the discount's own line id in it. */
  readonly facts: string
}

export function listTakenDiscounts(unit: ReadUnit, refundId: number): Promise<TakenDiscount[]> {
  return unit.select(
    `SELECT d.answers_line_id AS lineId, -d.amount_fen AS amountFen, d.rule_set_id AS ruleSetId, d.rule_kind AS ruleKind, d.steps, f.facts
     FROM refund_moves m JOIN bill_lines r ON r.entry_id = m.entry_id AND r.line_type = 'reversal'
       JOIN bill_lines d ON d.id = r.reverses_line_id AND d.line_type = 'discount'
       JOIN line_facts f ON f.tenant_id = d.tenant_id AND f.facts_hash = d.facts_hash
     WHERE m.refund_id = :refundId AND m.move_kind = 'requested' ORDER BY r.sequence`,
    { refundId },
  )
}

/** An Alipay app that collects for a company, for money whose order we do not know; null for other channels. */
export async function findAlipayApp(
  unit: ReadUnit,
  { tenantId, channel }: Pick<PaidMoney, 'tenantId' | 'channel'>,
): Promise<string | null> {
  if (channel !== 'alipay') return null
  const [app] = await unit.select<{ appId: string }>(
    `SELECT app_id AS appId FROM channel_apps WHERE tenant_id = :tenantId AND platform LIKE 'alipay-%' ORDER BY id LIMIT 1`,
    { tenantId },
  )
  return app?.appId ?? null
}

/** The legal entity a household's unit collects for. */
export async function legalEntityOfUnit(unit: ReadUnit, orgUnitId: number): Promise<number | undefined> {
  const [row] = await unit.select<{ id: number }>('SELECT legal_entity_id AS id FROM org_units WHERE id = :orgUnitId', { orgUnitId })
  return row?.id
}
