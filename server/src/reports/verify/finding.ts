/** One thing that does not hold. `row` is the id in `table` where one row is to blame, else null. */
export type Finding = { readonly check: string; readonly table: string; readonly row: number | null; readonly message: string }

export function finding(check: string, table: string, row: number | null, message: string): Finding {
  return { check, table, row, message }
}
