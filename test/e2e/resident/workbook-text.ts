import { readSheet } from '../../../server/src/platform/xlsx/index.ts'

/** Every cell of a workbook, one line a row. */
export async function textOfWorkbook(bytes: Buffer): Promise<string> {
  const rows: string[] = []
  for await (const { cells } of readSheet(bytes)) rows.push(cells.join(' '))
  return rows.join('\n')
}
