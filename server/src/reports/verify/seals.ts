import { endOfDay, isLocalDay, startOfDay } from '../../../../shared/calendar/local-day.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import {
  DIGEST_CHAIN,
  digestTables,
  entryColumnOf,
  GENESIS,
  partOf,
  type SealPart,
  sealedTables,
  sealHash,
} from '../../modules/ledger/index.ts'
import { type Finding, finding } from './finding.ts'
import { readJson } from './read-json.ts'

const CHUNK = 500

type SealRow = {
  readonly id: number
  readonly legalEntityId: number
  readonly chainNo: number
  readonly kind: string
  readonly entryId: number | null
  readonly digestTable: string | null
  readonly digestOn: string | null
  readonly parts: string
  readonly previousHash: string
  readonly hash: string
}
type HashedRow = { readonly id: number; readonly rowHash: string }

/** What is sealed, is sealed once; a seal of an entry stands in the chain of the entry's legal entity. */
const MISPLACED = `SELECT s.id FROM ledger_seals s LEFT JOIN journal_entries e ON e.id = s.entry_id
    WHERE s.entry_id IS NOT NULL AND (e.id IS NULL OR e.legal_entity_id <> s.legal_entity_id OR e.tenant_id <> s.tenant_id)
  UNION SELECT s.id FROM ledger_seals s JOIN ledger_seals o ON o.id < s.id AND (o.entry_id = s.entry_id
    OR (o.digest_table = s.digest_table AND o.digest_on = s.digest_on AND s.legal_entity_id = ${DIGEST_CHAIN}))
  UNION SELECT s.id FROM ledger_seals s WHERE s.entry_id IS NULL AND (s.legal_entity_id <> ${DIGEST_CHAIN} OR s.digest_table IS NULL OR s.digest_on IS NULL)`

/** Every chain is unbroken, and what each seal covers is there as it was sealed: nothing changed, added or gone. */
export async function checkSeals(unit: ReadUnit): Promise<Finding[]> {
  const misplaced = await unit.select<{ id: number }>(MISPLACED)
  const findings = misplaced.map(({ id }) => finding('seal-place', 'ledger_seals', id, '这一环封存的内容不存在、已封存过，或不属于这条链'))
  const chains = await unit.select<{ id: number }>('SELECT DISTINCT legal_entity_id AS id FROM ledger_seals ORDER BY legal_entity_id')
  for (const chain of chains) findings.push(...(await checkChain(unit, chain.id)))
  return findings
}

async function checkChain(unit: ReadUnit, legalEntityId: number): Promise<Finding[]> {
  const findings: Finding[] = []
  let last = { chainNo: 0, hash: GENESIS }
  for (;;) {
    const seals = await unit.select<SealRow>(
      `SELECT id, legal_entity_id AS legalEntityId, chain_no AS chainNo, seal_kind AS kind, entry_id AS entryId, digest_table AS digestTable,
         digest_on AS digestOn, parts, previous_hash AS previousHash, hash FROM ledger_seals
       WHERE legal_entity_id = :legalEntityId AND chain_no > :after ORDER BY chain_no LIMIT ${CHUNK}`,
      { legalEntityId, after: last.chainNo },
    )
    const covered = await coveredParts(unit, seals)
    for (const seal of seals) {
      const parts = partsOf(seal)
      const subject = seal.kind === 'entry' ? `entry:${seal.entryId}` : `digest:${seal.digestTable}:${seal.digestOn}`
      const { chainNo, previousHash } = seal
      const linked = chainNo === last.chainNo + 1 && previousHash === last.hash
      if (!linked) findings.push(finding('seal-chain', 'ledger_seals', seal.id, `封存链在第 ${chainNo} 环断开`))
      if (sealHash({ legalEntityId, chainNo, previousHash, subject, parts }) !== seal.hash)
        findings.push(finding('seal-hash', 'ledger_seals', seal.id, `第 ${chainNo} 环的内容被改动`))
      findings.push(...differences(seal, parts, covered(seal)))
      last = { chainNo, hash: seal.hash }
    }
    if (seals.length < CHUNK) return findings
  }
}

function partsOf({ parts }: SealRow): readonly SealPart[] {
  const read = readJson(parts)
  return Array.isArray(read) ? read : []
}

function differences(seal: SealRow, sealed: readonly SealPart[], now: readonly SealPart[]): Finding[] {
  const tables = new Set([...sealed, ...now].map((part) => part.table))
  return [...tables].flatMap((table) => {
    const before = sealed.find((part) => part.table === table)
    const after = now.find((part) => part.table === table)
    if (before && after && before.rows === after.rows && before.hash === after.hash) return []
    const what = seal.entryId === null ? `${seal.digestOn} 的摘要` : `分录 ${seal.entryId}`
    return [finding('sealed-rows', table, null, `${what}封存时 ${before?.rows ?? 0} 行，现在 ${after?.rows ?? 0} 行，内容不同`)]
  })
}

/** The parts of a chunk of seals as the rows are now: one statement per sealed table, one per digest. */
async function coveredParts(unit: ReadUnit, seals: readonly SealRow[]): Promise<(seal: SealRow) => SealPart[]> {
  const entryIds = seals.flatMap((seal) => seal.entryId ?? [])
  const byTable: [string, Map<number, HashedRow[]>][] = []
  if (entryIds.length > 0) {
    for (const table of sealedTables()) {
      const column = entryColumnOf(table)
      const rows = await unit.select<HashedRow & { entryId: number }>(
        `SELECT ${column} AS entryId, id, row_hash AS rowHash FROM ${table.name} WHERE ${column} IN (:entryIds)`,
        { entryIds },
      )
      const groups = new Map<number, HashedRow[]>()
      for (const row of rows) groups.set(row.entryId, [...(groups.get(row.entryId) ?? []), row])
      byTable.push([table.name, groups])
    }
  }
  const digests = new Map<number, SealPart[]>()
  for (const seal of seals) if (seal.legalEntityId === DIGEST_CHAIN) digests.set(seal.id, [await digestPart(unit, seal)])
  return (seal) =>
    digests.get(seal.id) ??
    byTable.flatMap(([table, groups]) => (groups.has(seal.entryId ?? 0) ? [partOf(table, groups.get(seal.entryId ?? 0) ?? [])] : []))
}

async function digestPart(unit: ReadUnit, { digestTable, digestOn: on }: SealRow): Promise<SealPart> {
  const table = digestTables().find(({ name }) => name === digestTable)?.name
  if (!table || !isLocalDay(on)) return { table: digestTable ?? '', rows: 0, hash: '' }
  const rows = await unit.select<HashedRow>(
    `SELECT id, row_hash AS rowHash FROM ${table} WHERE created_at BETWEEN :from AND :to ORDER BY id`,
    { from: startOfDay(on), to: endOfDay(on) },
  )
  return partOf(table, rows)
}
