import type { Fen } from '../../../../shared/money/fen.ts'
import type { Unit } from '../../database/unit-of-work.ts'

const ROWS_PER_STATEMENT = 500

/** Sets one whole-number column of many rows in one statement; ids and values are our own safe integers. */
async function setByIds(unit: Unit, table: string, column: string, values: ReadonlyMap<number, number>): Promise<void> {
  const all = [...values]
  for (let from = 0; from < all.length; from += ROWS_PER_STATEMENT) {
    const part = all.slice(from, from + ROWS_PER_STATEMENT)
    const cases = part.map(([id, value]) => `WHEN ${Number(id)} THEN ${Number(value)}`).join(' ')
    await unit.execute(`UPDATE ${table} SET ${column} = CASE id ${cases} END WHERE id IN (${part.map(([id]) => Number(id)).join(',')})`)
  }
}

/** The numbers given to lines, allocations and moves of each household so far. */
export function setLastSequences(unit: Unit, sequences: ReadonlyMap<number, number>): Promise<void> {
  return setByIds(unit, 'households', 'last_sequence', sequences)
}

export function setOpenAmounts(unit: Unit, openFen: ReadonlyMap<number, Fen>): Promise<void> {
  return setByIds(unit, 'line_balances', 'open_fen', openFen)
}

export function setBalances(unit: Unit, balanceFen: ReadonlyMap<number, Fen>): Promise<void> {
  return setByIds(unit, 'household_balances', 'balance_fen', balanceFen)
}
