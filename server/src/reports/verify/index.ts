import type { Database } from '../../database/database.ts'
import { allTables } from '../../database/table.ts'
import { checkEntries } from './entries.ts'
import type { Finding } from './finding.ts'
import { checkOrders } from './orders.ts'
import { checkProjections } from './projections.ts'
import { checkRefunds } from './refunds.ts'
import { checkRoots, type Root, readRoots } from './roots.ts'
import { checkRowHashes } from './row-hashes.ts'
import { checkSeals } from './seals.ts'
import { checkSums } from './sums.ts'

export type { Finding } from './finding.ts'
export type { Root } from './roots.ts'

export type Verification = {
  readonly findings: readonly Finding[]
  readonly rows: Readonly<Record<string, number>>
  readonly roots: readonly Root[]
}

/** Adds everything up again in one READ ONLY REPEATABLE READ snapshot. No finding means: every fen is proved. */
export function verify(database: Database, roots: readonly Root[] = []): Promise<Verification> {
  return database.snapshot(async (unit) => {
    const findings = [
      ...(await checkRowHashes(unit)),
      ...(await checkSums(unit)),
      ...(await checkProjections(unit)),
      ...(await checkOrders(unit)),
      ...(await checkRefunds(unit)),
      ...(await checkEntries(unit)),
      ...(await checkSeals(unit)),
      ...(await checkRoots(unit, roots)),
    ]
    const rows: Record<string, number> = {}
    for (const table of allTables().filter((one) => one.money)) {
      const [count] = await unit.select<{ total: number }>(`SELECT COUNT(*) AS total FROM ${table.name}`)
      rows[table.name] = count?.total ?? 0
    }
    return { findings, rows, roots: await readRoots(unit) }
  })
}
