import { readSheet, XlsxRefused } from '../../platform/xlsx/index.ts'
import { ContactReader, contactHeaderFaults } from './read-contacts.ts'
import { HouseholdReader, headerFaults, type ReadRow, type SheetReference } from './read-households.ts'
import { type Fault, fault } from './sheet-fault.ts'

/** New households held against what there is, or the contacts of those there are. */
export type SheetKind = SheetReference | 'contacts'

/** Data rows of one upload. */
export const ROWS_AT_MOST = 100_000
const BATCH = 250

/** What comes of a workbook, piece by piece: its titles, its rows, then what is wrong with the file as a whole. */
export type Piece =
  | { readonly kind: 'header'; readonly header: readonly string[] }
  | { readonly kind: 'rows'; readonly rows: readonly ReadRow[] }
  | { readonly kind: 'end'; readonly faults: readonly Fault[] }

/** Reads a hostile file. Never throws for what is in it: what is wrong comes as the faults at the end. */
export async function* readWorkbook(bytes: Buffer, reference: SheetKind): AsyncGenerator<Piece> {
  const faults: Fault[] = []
  try {
    yield* pieces(bytes, reference, faults)
  } catch (error) {
    if (!(error instanceof XlsxRefused)) throw error
    faults.push(fault(null, null, error.message))
  }
  yield { kind: 'end', faults }
}

async function* pieces(bytes: Buffer, reference: SheetKind, faults: Fault[]): AsyncGenerator<Piece> {
  const rows = readSheet(bytes)
  const first = await rows.next()
  if (first.done || first.value.rowNo !== 1) {
    faults.push(fault(1, null, '第一行应为标题行，现在是空的：请使用下载的模板'))
    await rows.return({ mergedCells: [] })
    return
  }
  const header = first.value.cells.map((cell) => cell.normalize('NFKC').trim())
  yield { kind: 'header', header }
  faults.push(
    ...first.value.faults.map(({ message }) => fault(1, null, message)),
    ...(reference === 'contacts' ? contactHeaderFaults(header) : headerFaults(header, reference)),
  )
  if (faults.length > 0) {
    await rows.return({ mergedCells: [] })
    return
  }
  const reader = reference === 'contacts' ? new ContactReader() : new HouseholdReader(header, reference)
  let count = 0
  let batch: ReadRow[] = []
  let next = await rows.next()
  for (; !next.done; next = await rows.next()) {
    if (next.value.cells.every((cell) => cell === '') && next.value.faults.length === 0) continue
    count += 1
    if (count > ROWS_AT_MOST) throw new XlsxRefused(`一次最多导入 ${ROWS_AT_MOST} 行，请分成几个文件上传`)
    batch.push(...reader.add(next.value))
    if (batch.length < BATCH) continue
    yield { kind: 'rows', rows: batch }
    batch = []
  }
  batch.push(...reader.end())
  if (batch.length > 0) yield { kind: 'rows', rows: batch }
  for (const place of next.value.mergedCells) faults.push(fault(null, place, `单元格 ${place} 是合并的，请取消合并后逐行填写`))
  if (count === 0) faults.push(fault(2, null, '没有数据：请从第二行起每户一行填写'))
}
