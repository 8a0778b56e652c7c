import type { RunBand, RunPart, RunSummary } from '../../../shared/contracts/billing/runs.ts'
import { customerClassName } from '../../../shared/format/names.ts'
import { type RunSelection, runSelections } from '../../../shared/format/run-selections.ts'
import { feeNameIn } from '../../../shared/tariff/fee-names.ts'
import { payerName } from '../../../shared/tariff/period-texts.ts'
import type { Database } from '../database/database.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'
import { listFeeTypes } from '../modules/tariffs/index.ts'
import { selectionSql } from './billing-run-items.ts'

/** Whose run it is has been asked before. */
type OfRun = { readonly tenantId: number; readonly runId: number; readonly seasonId: number; readonly mode: 'preview' | 'post' | 'compare' }

/** Upper bounds in fen of what households are counted in; the last band is open. */
const BOUNDS = [1, 50_000, 100_000, 150_000, 200_000, 300_000, 500_000, 1_000_000, 5_000_000] as const

/** A run in sums: a preview from the lines it noted, a posting from the lines it posted, a comparison from what it found. */
export function readRunSummary(database: Database) {
  return (run: OfRun): Promise<RunSummary> =>
    database.read(async (unit) => {
      const counts = await countsOf(unit, run)
      return {
        ...(await partsOf(unit, run)),
        byOrgUnit: await byOrgUnit(unit, run),
        bands: await bandsOf(unit, run),
        counts,
        ...(await comparedOf(unit, run)),
        reasons: await reasonsOf(unit, run),
      }
    })
}

async function countsOf(unit: ReadUnit, { runId }: OfRun): Promise<Record<RunSelection, number>> {
  const names = Object.keys(runSelections) as RunSelection[]
  const sums = names.map((name, index) => `COALESCE(SUM(CASE WHEN ${selectionSql[name]} THEN 1 ELSE 0 END), 0) AS n${index}`)
  const [row] = await unit.select<Record<string, number>>(`SELECT ${sums.join(', ')} FROM billing_run_items i WHERE i.run_id = :runId`, {
    runId,
  })
  return Object.fromEntries(names.map((name, index) => [name, Number(row?.[`n${index}`] ?? 0)])) as Record<RunSelection, number>
}

type LineSum = {
  readonly feeType: string
  readonly customerClass: string | null
  readonly priceType: string | null
  readonly payerKind: string
  readonly households: number
  readonly amountFen: number
}

/** Households are counted by their set of parts, which no sum of parts tells: each grouping is asked for by itself. */
async function partsOf(
  unit: ReadUnit,
  { tenantId, runId, seasonId, mode }: OfRun,
): Promise<Pick<RunSummary, 'byFeeType' | 'byCustomerClass' | 'byPriceType' | 'byPayer'>> {
  if (mode === 'compare') return { byFeeType: [], byCustomerClass: [], byPriceType: [], byPayer: [] }
  const from =
    mode === 'preview'
      ? 'billing_run_lines l WHERE l.run_id = :runId'
      : `billing_run_items i JOIN bill_lines l ON l.household_id = i.household_id AND l.season_id = :seasonId AND l.origin = 'run' AND l.line_type = 'charge'
         WHERE i.run_id = :runId AND i.state = 'done'`
  const names = new Map((await listFeeTypes(unit, tenantId)).map(({ code, name }) => [code, name]))
  const grouped = (column: string) =>
    unit.select<LineSum>(
      `SELECT ${column}, COUNT(DISTINCT l.household_id) AS households, SUM(l.amount_fen) AS amountFen FROM ${from} GROUP BY ${column.split(' AS ')[0]}`,
      { runId, seasonId },
    )
  const parts = async (column: string, codeOf: (row: LineSum) => string | null, nameOf: (code: string) => string) =>
    (await grouped(column)).map((row) => partOf(codeOf(row), nameOf, row)).toSorted((a, b) => b.amountFen - a.amountFen)
  return {
    byFeeType: await parts(
      'l.fee_type AS feeType',
      (row) => row.feeType,
      (code) => feeNameIn(names, code),
    ),
    byCustomerClass: await parts('l.customer_class AS customerClass', (row) => row.customerClass, customerClassName),
    byPriceType: await parts(
      'l.price_type AS priceType',
      (row) => row.priceType,
      (code) => code,
    ),
    byPayer: await parts(
      'l.payer_kind AS payerKind',
      (row) => row.payerKind,
      (code) => (code === 'resident' ? '用热人' : payerName(code)),
    ),
  }
}

function partOf(
  code: string | null,
  nameOf: (code: string) => string,
  { households, amountFen }: Pick<LineSum, 'households' | 'amountFen'>,
): RunPart {
  return { code, name: code === null ? '不分' : nameOf(code), households: Number(households), amountFen: Number(amountFen) }
}

async function byOrgUnit(unit: ReadUnit, { runId }: OfRun): Promise<RunPart[]> {
  const rows = await unit.select<{ code: string; name: string; households: number; amountFen: number }>(
    `SELECT u.code, u.name, COUNT(*) AS households, SUM(i.amount_fen) AS amountFen
     FROM billing_run_items i JOIN households h ON h.id = i.household_id JOIN org_units u ON u.id = h.org_unit_id
     WHERE i.run_id = :runId AND i.state = 'done' GROUP BY u.code, u.name ORDER BY u.code`,
    { runId },
  )
  return rows.map(({ code, name, ...sums }) => partOf(code, () => name, sums))
}

async function bandsOf(unit: ReadUnit, { runId }: OfRun): Promise<RunBand[]> {
  const band = `CASE ${BOUNDS.map((bound, index) => `WHEN i.amount_fen < ${bound} THEN ${index}`).join(' ')} ELSE ${BOUNDS.length} END`
  const rows = await unit.select<{ band: number; households: number; amountFen: number }>(
    `SELECT ${band} AS band, COUNT(*) AS households, SUM(i.amount_fen) AS amountFen FROM billing_run_items i
     WHERE i.run_id = :runId AND i.state = 'done' GROUP BY ${band}`,
    { runId },
  )
  return [...BOUNDS, null].map((belowFen, index) => {
    const found = rows.find((row) => Number(row.band) === index)
    const fromFen = index === 0 ? 0 : (BOUNDS[index - 1] ?? 0)
    return { fromFen, belowFen, households: Number(found?.households ?? 0), amountFen: Number(found?.amountFen ?? 0) }
  })
}

async function comparedOf(unit: ReadUnit, { runId, mode }: OfRun): Promise<Pick<RunSummary, 'compared' | 'differenceFen'>> {
  const [row] = await unit.select<{ households: number; beforeFen: number; nowFen: number; differenceFen: number }>(
    `SELECT COUNT(i.compared_fen) AS households, COALESCE(SUM(i.compared_fen), 0) AS beforeFen,
       COALESCE(SUM(CASE WHEN i.compared_fen IS NOT NULL THEN i.amount_fen ELSE 0 END), 0) AS nowFen,
       COALESCE(SUM(CASE WHEN i.verdict IN ('new', 'changed', 'gone', 'correcting', 'kept') THEN i.amount_fen - COALESCE(i.compared_fen, 0) ELSE 0 END), 0) AS differenceFen
     FROM billing_run_items i WHERE i.run_id = :runId ${mode === 'preview' ? "AND i.state = 'done'" : ''}`,
    { runId },
  )
  const compared = { households: Number(row?.households ?? 0), beforeFen: Number(row?.beforeFen ?? 0), nowFen: Number(row?.nowFen ?? 0) }
  return { compared, differenceFen: Number(row?.differenceFen ?? 0) }
}

async function reasonsOf(unit: ReadUnit, { runId }: OfRun): Promise<RunSummary['reasons']> {
  const rows = await unit.select<{ reason: string; households: number }>(
    `SELECT i.reason, COUNT(*) AS households FROM billing_run_items i WHERE i.run_id = :runId AND i.state = 'skipped'
     GROUP BY i.reason ORDER BY COUNT(*) DESC LIMIT 50`,
    { runId },
  )
  return rows.map(({ reason, households }) => ({ reason, households: Number(households) }))
}
