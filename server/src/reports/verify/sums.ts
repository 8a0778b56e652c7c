import type { ReadUnit } from '../../database/unit-of-work.ts'
import { type Finding, finding } from './finding.ts'

/** A sum that must be equal on two sides; the statement answers only where it is not. */
type SumCheck = { readonly check: string; readonly table: string; readonly sql: string; readonly message: string }
type Mismatch = {
  readonly rowId: number | null
  readonly name: string | number | null
  readonly leftFen: number
  readonly rightFen: number
}

const CHECKS: readonly SumCheck[] = [
  {
    check: 'entry-balanced',
    table: 'journal_entries',
    message: '借贷不平',
    sql: `SELECT entry_id AS rowId, entry_id AS name, SUM(debit_fen) AS leftFen, SUM(credit_fen) AS rightFen FROM journal_lines
          GROUP BY entry_id HAVING SUM(debit_fen) <> SUM(credit_fen) OR MIN(debit_fen) < 0 OR MIN(credit_fen) < 0`,
  },
  {
    check: 'receivable',
    table: 'bill_lines',
    message: '应收科目与账单明细减核销不等',
    sql: `SELECT NULL AS rowId, x.household_id AS name, SUM(x.ledger) AS leftFen, SUM(x.lines_fen) AS rightFen FROM (
            SELECT household_id, season_id, fee_type, payer_kind, debit_fen - credit_fen AS ledger, 0 AS lines_fen FROM journal_lines WHERE account = 'receivable'
            UNION ALL SELECT household_id, season_id, fee_type, payer_kind, 0, amount_fen FROM bill_lines
            UNION ALL SELECT a.household_id, l.season_id, l.fee_type, l.payer_kind, 0, -a.amount_fen FROM allocations a JOIN bill_lines l ON l.id = a.line_id) x
          GROUP BY x.household_id, x.season_id, x.fee_type, x.payer_kind HAVING SUM(x.ledger) <> SUM(x.lines_fen)`,
  },
  {
    check: 'advance',
    table: 'balance_moves',
    message: '预收科目与余额变动不等，或余额为负',
    sql: `SELECT NULL AS rowId, x.household_id AS name, SUM(x.ledger) AS leftFen, SUM(x.moves) AS rightFen FROM (
            SELECT household_id, credit_fen - debit_fen AS ledger, 0 AS moves FROM journal_lines WHERE account = 'advance'
            UNION ALL SELECT household_id, 0, amount_fen FROM balance_moves) x
          GROUP BY x.household_id HAVING SUM(x.ledger) <> SUM(x.moves) OR SUM(x.moves) < 0`,
  },
  {
    check: 'clearing',
    table: 'payments',
    message: '渠道待清算与当日渠道收款减退费不等',
    sql: `SELECT NULL AS rowId, x.value_on AS name, SUM(x.ledger) AS leftFen, SUM(x.paid) AS rightFen FROM (
            SELECT e.legal_entity_id, l.account AS channel, l.value_on, l.debit_fen - l.credit_fen AS ledger, 0 AS paid
            FROM journal_lines l JOIN journal_entries e ON e.id = l.entry_id WHERE l.account LIKE 'clearing:%'
            UNION ALL SELECT p.legal_entity_id, m.account, p.value_on, 0, p.amount_fen
              FROM (SELECT legal_entity_id, channel, value_on, amount_fen FROM payments
                    UNION ALL SELECT legal_entity_id, channel, value_on, amount_fen FROM refund_moves WHERE move_kind = 'done') p
              JOIN (SELECT 'clearing:wechat-pay' AS account, 'wechat-pay' AS channel UNION ALL SELECT 'clearing:alipay', 'alipay') m ON m.channel = p.channel) x
          GROUP BY x.legal_entity_id, x.channel, x.value_on HAVING SUM(x.ledger) <> SUM(x.paid)`,
  },
  {
    check: 'suspense',
    table: 'payments',
    message: '待查款项科目与尚未处理的待查收款不等',
    sql: `SELECT NULL AS rowId, x.legal_entity_id AS name, SUM(x.ledger) AS leftFen, SUM(x.paid) AS rightFen FROM (
            SELECT e.legal_entity_id, l.credit_fen - l.debit_fen AS ledger, 0 AS paid
            FROM journal_lines l JOIN journal_entries e ON e.id = l.entry_id WHERE l.account = 'suspense'
            UNION ALL SELECT legal_entity_id, 0, amount_fen FROM payments WHERE destination = 'suspense'
            UNION ALL SELECT legal_entity_id, 0, amount_fen FROM suspense_moves) x
          GROUP BY x.legal_entity_id HAVING SUM(x.ledger) <> SUM(x.paid)`,
  },
  {
    check: 'suspense-of-payment',
    table: 'suspense_moves',
    message: '一笔待查款项处理的金额多于收到的金额，或不是待查款项',
    sql: `SELECT NULL AS rowId, p.payment_no AS name, p.amount_fen AS leftFen, -SUM(s.amount_fen) AS rightFen
          FROM suspense_moves s JOIN payments p ON p.id = s.payment_id GROUP BY p.payment_no, p.amount_fen, p.destination
          HAVING p.amount_fen + SUM(s.amount_fen) < 0 OR SUM(s.amount_fen) > 0 OR p.destination <> 'suspense'`,
  },
  {
    check: 'refund-payable',
    table: 'refund_moves',
    message: '应付退费科目与在途退费不等',
    sql: `SELECT NULL AS rowId, x.legal_entity_id AS name, SUM(x.ledger) AS leftFen, SUM(x.moves) AS rightFen FROM (
            SELECT e.legal_entity_id, l.credit_fen - l.debit_fen AS ledger, 0 AS moves
            FROM journal_lines l JOIN journal_entries e ON e.id = l.entry_id WHERE l.account = 'refundPayable'
            UNION ALL SELECT legal_entity_id, 0, amount_fen FROM refund_moves) x
          GROUP BY x.legal_entity_id HAVING SUM(x.ledger) <> SUM(x.moves)`,
  },
  {
    check: 'refund-state',
    table: 'refunds',
    message: '退费的状态与其记账不符',
    sql: `SELECT r.id AS rowId, r.refund_no AS name, COALESCE(SUM(m.amount_fen), 0) AS leftFen,
            CASE WHEN r.state IN ('refused', 'withdrawn', 'failed', 'done') THEN 0 ELSE r.amount_fen END AS rightFen
          FROM refunds r LEFT JOIN refund_moves m ON m.refund_id = r.id GROUP BY r.id, r.refund_no, r.state, r.amount_fen
          HAVING COALESCE(SUM(m.amount_fen), 0) <> CASE WHEN r.state IN ('refused', 'withdrawn', 'failed', 'done') THEN 0 ELSE r.amount_fen END
            OR COALESCE(SUM(CASE WHEN m.move_kind = 'requested' THEN m.amount_fen ELSE 0 END), 0) <> r.amount_fen
            OR COALESCE(SUM(CASE WHEN m.move_kind = 'done' THEN 1 ELSE 0 END), 0) <> CASE WHEN r.state = 'done' THEN 1 ELSE 0 END`,
  },
  {
    check: 'refund-of-payment',
    table: 'refunds',
    message: '一笔收款的退费多于收到的金额',
    sql: `SELECT NULL AS rowId, p.payment_no AS name, p.amount_fen AS leftFen, SUM(r.amount_fen) AS rightFen
          FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE r.state NOT IN ('refused', 'withdrawn', 'failed')
          GROUP BY p.id, p.payment_no, p.amount_fen HAVING SUM(r.amount_fen) > p.amount_fen`,
  },
  {
    check: 'payment-used-once',
    table: 'payments',
    message: '收款金额与核销加转余额不等，或收款不属于唯一的支付单',
    sql: `SELECT p.id AS rowId, p.payment_no AS name, p.amount_fen AS leftFen,
            COALESCE((SELECT SUM(a.amount_fen) FROM allocations a WHERE a.payment_id = p.id), 0)
            + COALESCE((SELECT SUM(m.amount_fen) FROM balance_moves m WHERE m.payment_id = p.id AND m.move_kind = 'remainder'), 0) AS rightFen
          FROM payments p WHERE p.destination = 'order' AND (p.order_id IS NULL OR NOT EXISTS (SELECT 1 FROM payment_orders o WHERE o.id = p.order_id)
            OR p.amount_fen <> COALESCE((SELECT SUM(a.amount_fen) FROM allocations a WHERE a.payment_id = p.id), 0)
            + COALESCE((SELECT SUM(m.amount_fen) FROM balance_moves m WHERE m.payment_id = p.id AND m.move_kind = 'remainder'), 0))`,
  },
  {
    check: 'balance-used-once',
    table: 'balance_moves',
    message: '余额抵缴或核销释放与其核销不等',
    sql: `SELECT m.id AS rowId, m.id AS name, -m.amount_fen AS leftFen,
            COALESCE((SELECT SUM(a.amount_fen) FROM allocations a WHERE a.balance_move_id = m.id), 0) AS rightFen
          FROM balance_moves m WHERE m.move_kind IN ('used', 'released')
            AND -m.amount_fen <> COALESCE((SELECT SUM(a.amount_fen) FROM allocations a WHERE a.balance_move_id = m.id), 0)`,
  },
  {
    check: 'released-of-paid',
    table: 'allocations',
    message: '明细上释放的金额多于该收款在其上的核销',
    sql: `SELECT NULL AS rowId, x.line_id AS name, SUM(x.amount_fen) AS leftFen, 0 AS rightFen FROM (
            SELECT a.line_id, COALESCE(a.payment_id, m.payment_id, 0) AS payment_id, a.amount_fen
            FROM allocations a LEFT JOIN balance_moves m ON m.id = a.balance_move_id) x
          GROUP BY x.line_id, x.payment_id HAVING SUM(x.amount_fen) < 0`,
  },
  {
    check: 'balance-of-payment',
    table: 'balance_moves',
    message: '一笔收款用去的余额多于它留下的余额',
    sql: `SELECT NULL AS rowId, household_id AS name, SUM(amount_fen) AS leftFen, 0 AS rightFen FROM balance_moves
          GROUP BY household_id, payment_id HAVING SUM(amount_fen) < 0`,
  },
  {
    check: 'line-owner',
    table: 'allocations',
    message: '核销与其明细不属于同一用热户',
    sql: `SELECT a.id AS rowId, a.id AS name, a.household_id AS leftFen, COALESCE(l.household_id, 0) AS rightFen
          FROM allocations a LEFT JOIN bill_lines l ON l.id = a.line_id WHERE l.id IS NULL OR l.household_id <> a.household_id`,
  },
]

/** Ledger and sub-ledger say the same. */
export async function checkSums(unit: ReadUnit): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { check, table, sql, message } of CHECKS) {
    for (const { rowId, name, leftFen, rightFen } of await unit.select<Mismatch>(sql)) {
      findings.push(finding(check, table, rowId, `${message}：${name ?? ''} ${leftFen} ≠ ${rightFen}`))
    }
  }
  return findings
}
