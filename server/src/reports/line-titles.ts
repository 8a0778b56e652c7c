import { feeTypeName } from '../../../shared/format/names.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'

/** What people call these lines: 2026-2027 热费. */
export async function titlesOfLines(unit: ReadUnit, lineIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows = await unit.select<{ id: number; seasonCode: string; feeType: string; feeName: string | null }>(
    `SELECT l.id, s.code AS seasonCode, l.fee_type AS feeType, (SELECT f.name FROM fee_types f WHERE f.tenant_id = l.tenant_id AND f.code = l.fee_type) AS feeName
     FROM bill_lines l JOIN seasons s ON s.id = l.season_id WHERE l.id IN (:lineIds)`,
    { lineIds: lineIds.length > 0 ? lineIds : [0] },
  )
  return new Map(rows.map(({ id, seasonCode, feeType, feeName }) => [id, `${seasonCode} ${feeName ?? feeTypeName(feeType)}`]))
}
