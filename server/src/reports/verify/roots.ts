import type { ReadUnit } from '../../database/unit-of-work.ts'
import { DIGEST_CHAIN } from '../../modules/ledger/index.ts'
import { type Finding, finding } from './finding.ts'

/** A root printed or mailed earlier: the seal with that number must still have that hash. */
export type Root = { readonly legalEntityCode: string; readonly chainNo: number; readonly hash: string }

/** What the chain of daily digests is called among the roots; no legal entity can have such a code. */
const DIGESTS = 'daily-digests'

const SEALS = `SELECT CASE WHEN s.legal_entity_id = ${DIGEST_CHAIN} THEN '${DIGESTS}' ELSE e.code END AS legalEntityCode, s.chain_no AS chainNo, s.hash
  FROM ledger_seals s LEFT JOIN legal_entities e ON e.id = s.legal_entity_id`

/** The end of every chain as it is now: what leaves the server. */
export function readRoots(unit: ReadUnit): Promise<Root[]> {
  return unit.select<Root>(
    `${SEALS} WHERE s.chain_no = (SELECT MAX(m.chain_no) FROM ledger_seals m WHERE m.legal_entity_id = s.legal_entity_id) ORDER BY legalEntityCode`,
  )
}

/** A chain may have grown since its root left the server; what it was then must still be in it. */
export async function checkRoots(unit: ReadUnit, roots: readonly Root[]): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { legalEntityCode, chainNo, hash } of roots) {
    const rows = await unit.select<Root>(
      `SELECT * FROM (${SEALS}) x WHERE x.legalEntityCode = :legalEntityCode AND x.chainNo = :chainNo AND x.hash = :hash`,
      {
        legalEntityCode,
        chainNo,
        hash,
      },
    )
    if (rows.length === 0) findings.push(finding('root', 'ledger_seals', null, `封存链与留存的根 ${legalEntityCode}:${chainNo} 不符`))
  }
  return findings
}
