import type { ReadUnit } from '../../database/unit-of-work.ts'
import { type Finding, finding } from './finding.ts'

/** `line_balances` rebuilt: every column of every charge line, no line missing, none too many. Open is never below 0. */
const LINE_BALANCES = `SELECT COALESCE(b.id, l.id) AS id FROM bill_lines l LEFT JOIN line_balances b ON b.id = l.id
  WHERE l.line_type = 'charge' AND (b.id IS NULL OR b.open_fen < 0 OR b.tenant_id <> l.tenant_id OR b.household_id <> l.household_id
    OR b.season_id <> l.season_id OR b.fee_type <> l.fee_type OR b.payer_kind <> l.payer_kind OR b.created_at <> l.created_at
    OR b.open_fen <> l.amount_fen
      + COALESCE((SELECT SUM(x.amount_fen) FROM bill_lines x WHERE x.answers_line_id = l.id OR x.reverses_line_id = l.id), 0)
      - COALESCE((SELECT SUM(a.amount_fen) FROM allocations a WHERE a.line_id = l.id), 0))
  UNION ALL
  SELECT b.id FROM line_balances b LEFT JOIN bill_lines l ON l.id = b.id AND l.line_type = 'charge' WHERE l.id IS NULL`

/** `household_balances` rebuilt from the moves; a row appears with the first of them. */
const HOUSEHOLD_BALANCES = `SELECT x.household_id AS id FROM
    (SELECT household_id, MIN(tenant_id) AS tenant_id, SUM(amount_fen) AS total_fen, MIN(created_at) AS first_at FROM balance_moves GROUP BY household_id) x
  LEFT JOIN household_balances b ON b.id = x.household_id
  WHERE b.id IS NULL OR b.tenant_id <> x.tenant_id OR b.balance_fen <> x.total_fen OR b.created_at <> x.first_at
  UNION ALL
  SELECT b.id FROM household_balances b WHERE NOT EXISTS (SELECT 1 FROM balance_moves m WHERE m.household_id = b.id)`

/** The marks of entries that await their seal: exactly the entries without one. */
const UNSEALED = `SELECT e.id FROM journal_entries e LEFT JOIN unsealed u ON u.entry_id = e.id LEFT JOIN ledger_seals s ON s.entry_id = e.id
  WHERE (s.id IS NULL AND (u.id IS NULL OR u.id <> e.id OR u.tenant_id <> e.tenant_id OR u.legal_entity_id <> e.legal_entity_id OR u.created_at <> e.created_at))
     OR (s.id IS NOT NULL AND u.id IS NOT NULL)
  UNION ALL
  SELECT u.id FROM unsealed u LEFT JOIN journal_entries e ON e.id = u.entry_id WHERE e.id IS NULL`

/** What is kept beside the facts for speed equals what the facts say. */
export async function checkProjections(unit: ReadUnit): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const [table, sql] of [
    ['line_balances', LINE_BALANCES],
    ['household_balances', HOUSEHOLD_BALANCES],
    ['unsealed', UNSEALED],
  ] as const) {
    for (const { id } of await unit.select<{ id: number }>(sql)) findings.push(finding('projection', table, id, '与由明细重建的结果不同'))
  }
  return findings
}
