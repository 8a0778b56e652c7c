export type Fault = { readonly row: number | null; readonly column: string | null; readonly message: string }

export function fault(row: number | null, column: string | null, message: string): Fault {
  return { row, column, message }
}
