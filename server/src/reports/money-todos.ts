import type { Page } from '../../../shared/contracts/fields.ts'
import type { MoneyTodo, MoneyTodoCounts, MoneyTodoKind, MoneyTodoQuery } from '../../../shared/contracts/payments/refunds.ts'
import type { RefundState } from '../../../shared/states/refund.ts'
import { scopeValues } from '../database/scope.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'
import type { Scope } from '../platform/caller.ts'
import { ofMyLegalEntity } from './money-scope.ts'
import { iso, MINE } from './payment-orders.ts'
import { REFUND_VISIBLE } from './refunds.ts'

type Row = Omit<MoneyTodo, 'at' | 'can' | 'ours'> & { readonly at: number; readonly ours: number; readonly marked: number }

const marked = (kind: MoneyTodoKind, no: string) =>
  `(SELECT COUNT(*) FROM money_marks k WHERE k.tenant_id = :tenantId AND k.subject_kind = '${kind}' AND k.subject_no = ${no})`

/** Money that fits no order, and is not yet somebody's. */
const SUSPENSE = `SELECT 'suspense' AS kind, p.payment_no AS no, p.channel, p.succeeded_at AS at, NULL AS householdNo, p.order_no_given AS orderNo,
    (SELECT COUNT(*) FROM payment_orders o WHERE o.order_no = p.order_no_given) AS ours, NULL AS state, ${marked('suspense', 'p.payment_no')} AS marked,
    p.amount_fen + COALESCE((SELECT SUM(s.amount_fen) FROM suspense_moves s WHERE s.payment_id = p.id), 0) AS amountFen
  FROM payments p WHERE p.tenant_id = :tenantId AND p.destination = 'suspense' AND ${ofMyLegalEntity('p.legal_entity_id')}`
/** Money of an order that came late or twice: kept as balance, and nobody asked its payer what to do with it. */
const KEPT = `SELECT 'kept' AS kind, p.payment_no AS no, p.channel, p.succeeded_at AS at, MIN(h.household_no) AS householdNo,
    p.order_no_given AS orderNo, 1 AS ours, NULL AS state, ${marked('kept', 'p.payment_no')} AS marked, SUM(m.amount_fen) AS amountFen
  FROM household_balances b JOIN households h ON h.id = b.id JOIN balance_moves m ON m.household_id = b.id JOIN payments p ON p.id = m.payment_id
  WHERE b.tenant_id = :tenantId AND b.balance_fen > 0 AND p.order_id IS NOT NULL AND ${MINE}
    AND EXISTS (SELECT 1 FROM balance_moves k WHERE k.payment_id = p.id AND k.move_kind = 'remainder')
  GROUP BY p.payment_no, p.channel, p.succeeded_at, p.order_no_given`
/** Refunds that wait for a person: to be approved, not gone out, unknown, stuck at the platform, failed. */
const REFUND = `SELECT 'refund' AS kind, r.refund_no AS no, r.channel, r.created_at AS at, hh.household_no AS householdNo, p.order_no_given AS orderNo,
    1 AS ours, r.state, ${marked('refund', 'r.refund_no')} AS marked, r.amount_fen AS amountFen
  FROM refunds r JOIN payments p ON p.id = r.payment_id LEFT JOIN households hh ON hh.id = r.household_id
  WHERE ${REFUND_VISIBLE} AND r.state IN ('requested', 'approved', 'unknown', 'abnormal', 'failed')`
/** Money the platform gave back without our asking, and not in our books yet. */
const PLATFORM = `SELECT 'platform-refund' AS kind, d.case_no AS no, d.channel, d.refunded_at AS at, NULL AS householdNo, d.order_no_given AS orderNo,
    CASE WHEN d.payment_id IS NULL THEN 0 ELSE 1 END AS ours, NULL AS state, ${marked('platform-refund', 'd.case_no')} AS marked, d.amount_fen AS amountFen
  FROM platform_refunds d WHERE d.tenant_id = :tenantId AND ${ofMyLegalEntity('d.legal_entity_id')}
    AND NOT EXISTS (SELECT 1 FROM refunds a WHERE a.tenant_id = d.tenant_id AND a.refund_no = d.case_no)`

const PARTS: Readonly<Record<MoneyTodoKind, string>> = { suspense: SUSPENSE, kept: KEPT, refund: REFUND, 'platform-refund': PLATFORM }
const OPEN = 't.marked = 0 AND t.amountFen > 0'

function partsOf(kind?: MoneyTodoKind): string {
  return kind ? PARTS[kind] : Object.values(PARTS).join(' UNION ALL ')
}

/** 资金待办, oldest first: two statements. */
export async function listMoneyTodos(unit: ReadUnit, scope: Scope, { kind, page, pageSize }: MoneyTodoQuery): Promise<Page<MoneyTodo>> {
  const from = `FROM (${partsOf(kind)}) t WHERE ${OPEN}`
  const [count] = await unit.select<{ total: number }>(`SELECT COUNT(*) AS total ${from}`, scopeValues(scope))
  const rows = await unit.select<Row>(`SELECT t.* ${from} ORDER BY t.at, t.no LIMIT :limit OFFSET :offset`, {
    ...scopeValues(scope),
    limit: pageSize,
    offset: (page - 1) * pageSize,
  })
  return { items: rows.map(present), total: count?.total ?? 0, page, pageSize }
}

/** How many of each kind, for the workbench. */
export async function countMoneyTodos(unit: ReadUnit, scope: Scope): Promise<MoneyTodoCounts> {
  const rows = await unit.select<{ kind: MoneyTodoKind; total: number; toApprove: number }>(
    `SELECT t.kind, COUNT(*) AS total, SUM(CASE WHEN t.state = 'requested' THEN 1 ELSE 0 END) AS toApprove
     FROM (${partsOf()}) t WHERE ${OPEN} GROUP BY t.kind`,
    scopeValues(scope),
  )
  const of = (kind: MoneyTodoKind) => rows.find((row) => row.kind === kind)?.total ?? 0
  const toApprove = Number(rows.reduce((sum, row) => sum + Number(row.toApprove), 0))
  return { suspense: of('suspense'), kept: of('kept'), refund: of('refund'), 'platform-refund': of('platform-refund'), toApprove }
}

/** One of them, if it is the caller's; also one that has been seen to already. */
export async function findMoneyTodo(unit: ReadUnit, scope: Scope, kind: MoneyTodoKind, no: string): Promise<MoneyTodo | null> {
  const [row] = await unit.select<Row>(`SELECT t.* FROM (${partsOf(kind)}) t WHERE t.no = :no`, { ...scopeValues(scope), no })
  return row ? present(row) : null
}

function present({ kind, no, channel, at, householdNo, orderNo, ours, state, amountFen }: Row): MoneyTodo {
  const can = waysOf(kind, state)
  // What never came in cannot be booked as gone.
  const shown = ours > 0 ? can : can.filter((way) => way !== 'adopt')
  return { kind, no, amountFen, channel, at: iso(at), householdNo, orderNo, ours: ours > 0, state, can: shown }
}

/** What a person can do about it. A refund is worked on in its own file; only a failed one can be laid aside. */
function waysOf(kind: MoneyTodoKind, state: RefundState | null): MoneyTodo['can'] {
  if (kind === 'suspense') return ['attribute', 'refund', 'handle']
  if (kind === 'kept') return ['open', 'use', 'handle']
  if (kind === 'platform-refund') return ['adopt', 'handle']
  return state === 'failed' ? ['open', 'handle'] : ['open']
}
