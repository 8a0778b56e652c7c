import type { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { householdColumns } from '../../server/src/modules/exchange/household-columns.ts'
import { type CellValue, readSheet, type SheetRow, writeWorkbook } from '../../server/src/platform/xlsx/index.ts'

export async function bytesOf(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

/** A workbook of text cells, its first row the titles. */
export function workbookOf(titles: readonly string[], rows: Iterable<readonly CellValue[]>): Promise<Buffer> {
  return bytesOf(writeWorkbook({ name: '用热户', columns: titles.map((title) => ({ title, width: 12 })), rows }))
}

/** Rows of a workbook as a person sees them, without the number of the row. */
export async function cellsOf(bytes: Buffer): Promise<readonly (readonly string[])[]> {
  const rows: SheetRow[] = []
  for await (const row of readSheet(bytes)) rows.push(row)
  return rows.map(({ cells }) => cells)
}

/** A zip of these parts: what Excel would never write. */
export function zipOf(parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  return bytesOf(zip.outputStream as Readable)
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A workbook whose sheet is written by hand. */
export function sheetOf(sheetXml: string | Buffer, more: Readonly<Record<string, string>> = {}): Promise<Buffer> {
  return zipOf({
    'xl/workbook.xml': `<workbook xmlns:r="${RELATIONS}"><sheets><sheet name="用热户" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': sheetXml,
    ...more,
  })
}

export const HOUSEHOLD_TITLES = householdColumns.map(({ title }) => title)

/** A row of the template; what is not named is the golden flat of 46.57 m². */
export function householdRow(given: Readonly<Record<string, string>>, titles: readonly string[] = HOUSEHOLD_TITLES): string[] {
  const row: Readonly<Record<string, string>> = {
    供热站: 'EAST-1 东一供热站',
    小区: '青云里',
    楼号: '3号楼',
    单元: '2单元',
    室号: '501',
    客户卡号: '',
    客户名称: '测试户主',
    客户类型: '居民',
    单价类型: '按面积',
    建筑面积: '46.57',
    ...given,
  }
  return titles.map((title) => row[title] ?? '')
}
