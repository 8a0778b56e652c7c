import type { ReadUnit } from '../../database/unit-of-work.ts'
import { sealedTables } from '../../modules/ledger/index.ts'
import { type Finding, finding } from './finding.ts'

/** The account a line was posted against; a reversal against that of the line it takes back. */
const OTHER_SIDE = `CASE WHEN COALESCE(o.line_type, l.line_type) = 'discount' THEN 'discount' WHEN COALESCE(o.origin, l.origin) = 'opening' THEN 'opening' ELSE 'income' END`

/**
 * What an entry says, account by account, is what its own source rows say. Accounts of one kind are taken together; income and
 * receivable by fee type. So an invented entry that balances by itself is found before it is sealed.
 */
const SOURCES = `SELECT x.entry_id AS id, x.kind, x.fee_type AS feeType, SUM(x.ledger) AS ledgerFen, SUM(x.sources) AS sourcesFen FROM (
    SELECT entry_id, CASE WHEN account LIKE 'income:%' THEN 'income' WHEN account LIKE 'clearing:%' THEN 'clearing' ELSE account END AS kind,
      CASE WHEN account = 'receivable' OR account LIKE 'income:%' THEN fee_type ELSE '' END AS fee_type, debit_fen - credit_fen AS ledger, 0 AS sources FROM journal_lines
    UNION ALL SELECT entry_id, 'receivable', fee_type, 0, amount_fen FROM bill_lines
    UNION ALL SELECT l.entry_id, ${OTHER_SIDE}, CASE WHEN ${OTHER_SIDE} = 'income' THEN l.fee_type ELSE '' END, 0, -l.amount_fen
      FROM bill_lines l LEFT JOIN bill_lines o ON o.id = l.reverses_line_id
    UNION ALL SELECT entry_id, 'opening', '', 0, amount_fen FROM balance_moves WHERE move_kind = 'opening'
    UNION ALL SELECT a.entry_id, 'receivable', l.fee_type, 0, -a.amount_fen FROM allocations a JOIN bill_lines l ON l.id = a.line_id
    UNION ALL SELECT entry_id, 'advance', '', 0, -amount_fen FROM balance_moves
    UNION ALL SELECT entry_id, 'clearing', '', 0, amount_fen FROM payments
    UNION ALL SELECT entry_id, 'suspense', '', 0, -amount_fen FROM payments WHERE destination = 'suspense'
    UNION ALL SELECT entry_id, 'suspense', '', 0, -amount_fen FROM suspense_moves
    UNION ALL SELECT entry_id, 'refundPayable', '', 0, -amount_fen FROM refund_moves
    UNION ALL SELECT entry_id, 'clearing', '', 0, amount_fen FROM refund_moves WHERE move_kind = 'done') x
  GROUP BY x.entry_id, x.kind, x.fee_type HAVING SUM(x.ledger) <> SUM(x.sources)`

/** Every row that names an entry has one, of its own company; every entry moves what its sources move. */
export async function checkEntries(unit: ReadUnit): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { name } of sealedTables().filter((table) => 'entry_id' in table.columns)) {
    const rows = await unit.select<{ id: number }>(
      `SELECT t.id FROM ${name} t LEFT JOIN journal_entries e ON e.id = t.entry_id WHERE e.id IS NULL OR e.tenant_id <> t.tenant_id`,
    )
    for (const { id } of rows) findings.push(finding('entry-of-row', name, id, '这一行不属于本公司的任何分录'))
  }
  const empty = await unit.select<{ id: number }>(
    'SELECT e.id FROM journal_entries e LEFT JOIN journal_lines l ON l.entry_id = e.id WHERE l.id IS NULL',
  )
  for (const { id } of empty) findings.push(finding('entry-empty', 'journal_entries', id, '分录没有任何明细'))
  const entries = await unit.select<{ id: number; kind: string; feeType: string | null; ledgerFen: number; sourcesFen: number }>(SOURCES)
  for (const { id, kind, feeType, ledgerFen, sourcesFen } of entries) {
    findings.push(
      finding('entry-sources', 'journal_entries', id, `分录与其来源不等：${kind} ${feeType ?? ''} ${ledgerFen} ≠ ${sourcesFen}`),
    )
  }
  return findings
}
