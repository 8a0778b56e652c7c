import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { columnLetters } from './cell-names.ts'

/** A number is given as its decimal text, so that no float is made of an amount. */
export type CellValue = string | { readonly number: string }
export type SheetColumn = {
  readonly title: string
  /** In characters. */
  readonly width: number
  /** Kept as text in Excel: card numbers and telephones would lose their leading noughts. */
  readonly text?: boolean
  /** Shown when the cell is chosen. */
  readonly hint?: string
  /** Values to choose from; a person may only enter one of them. */
  readonly choices?: readonly string[]
  /** Other values only bring a remark. */
  readonly othersAllowed?: boolean
  /** Not seen unless somebody unhides it. */
  readonly hidden?: boolean
  /** Painted as something that must be filled in. */
  readonly required?: boolean
}
export type NewSheet = {
  readonly name: string
  readonly columns: readonly SheetColumn[]
  readonly rows: Iterable<readonly CellValue[]> | AsyncIterable<readonly CellValue[]>
}

const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const LAST_ROW = 100_001
/** Styles in styles.xml: 0 plain, 1 text, 2 title, 3 title of what must be filled in. */
const STYLE = { text: 1, title: 2, required: 3 } as const

/**
 * A workbook as a stream: rows are taken while the reader takes the bytes, none is held. What may be chosen stands in a hidden
 * second sheet. Text is written as text, so a value beginning with '=' never becomes a formula.
 */
export function writeWorkbook({ name, columns, rows }: NewSheet): Readable {
  const zip = new ZipFile()
  const lists = columns.filter(({ choices }) => choices && choices.length > 0)
  const put = (path: string, xml: string) => zip.addBuffer(Buffer.from(xml), path)
  put('[Content_Types].xml', contentTypes(lists.length > 0))
  put(
    '_rels/.rels',
    `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
  )
  put('xl/workbook.xml', workbookXml(name, lists.length > 0))
  put('xl/_rels/workbook.xml.rels', workbookRelations(lists.length > 0))
  put('xl/styles.xml', STYLES)
  if (lists.length > 0) put('xl/worksheets/sheet2.xml', listsXml(lists))
  zip.addReadStreamLazy('xl/worksheets/sheet1.xml', { compressionLevel: 1 }, (give) =>
    give(null, Readable.from(sheetXml(columns, lists, rows))),
  )
  zip.end()
  const out = zip.outputStream as Readable
  zip.on('error', (error) => out.destroy(error as Error))
  return out
}

async function* sheetXml(columns: readonly SheetColumn[], lists: readonly SheetColumn[], rows: NewSheet['rows']): AsyncGenerator<string> {
  const widths = columns.map(
    ({ width, text, hidden }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"${hidden ? ' hidden="1"' : ''}${text ? ` style="${STYLE.text}"` : ''}/>`,
  )
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`
  yield rowXml(
    1,
    columns.map(({ title }) => title),
    (index) => (columns[index]?.required ? STYLE.required : STYLE.title),
  )
  let rowNo = 1
  let held = ''
  for await (const row of rows) {
    rowNo += 1
    held += rowXml(rowNo, row, (index) => (columns[index]?.text ? STYLE.text : 0))
    if (held.length < 65_536) continue
    yield held
    held = ''
  }
  yield `${held}</sheetData>${validations(columns, lists)}</worksheet>`
}

function rowXml(rowNo: number, cells: readonly CellValue[], styleOf: (index: number) => number): string {
  const written = cells.map((cell, index) => {
    const place = `r="${columnLetters(index + 1)}${rowNo}" s="${styleOf(index)}"`
    if (typeof cell !== 'string') return cell.number === '' ? '' : `<c ${place}><v>${escaped(cell.number)}</v></c>`
    return cell === '' ? '' : `<c ${place} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
  })
  return `<row r="${rowNo}">${written.join('')}</row>`
}

function validations(columns: readonly SheetColumn[], lists: readonly SheetColumn[]): string {
  const rules = columns.flatMap((column, index) => {
    const { hint, choices } = column
    if (!hint && !choices?.length) return []
    const letters = columnLetters(index + 1)
    const list = lists.indexOf(column)
    const from = columnLetters(list + 1)
    const choice = list < 0 ? '' : `<formula1>选项!$${from}$1:$${from}$${choices?.length}</formula1>`
    const stern = column.othersAllowed
      ? ' errorStyle="warning" errorTitle="请确认" error="不在下拉列表中"'
      : ' errorTitle="填写有误" error="请从下拉列表中选择"'
    const kind = list < 0 ? '' : ` type="list" showErrorMessage="1"${stern}`
    const prompt = hint
      ? ` showInputMessage="1" promptTitle="${escaped(column.title.slice(0, 30))}" prompt="${escaped(hint.slice(0, 250))}"`
      : ''
    return [`<dataValidation${kind} allowBlank="1"${prompt} sqref="${letters}2:${letters}${LAST_ROW}">${choice}</dataValidation>`]
  })
  return rules.length === 0 ? '' : `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`
}

function listsXml(lists: readonly SheetColumn[]): string {
  const longest = Math.max(...lists.map(({ choices = [] }) => choices.length))
  const rows = Array.from({ length: longest }, (_, index) =>
    rowXml(
      index + 1,
      lists.map(({ choices = [] }) => choices[index] ?? ''),
      () => 0,
    ),
  )
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${rows.join('')}</sheetData></worksheet>`
}

function contentTypes(withLists: boolean): string {
  const part = (path: string, type: string) =>
    `<Override PartName="/xl/${path}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`
  return `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('workbook.xml', 'sheet.main')}${part('styles.xml', 'styles')}${part('worksheets/sheet1.xml', 'worksheet')}${withLists ? part('worksheets/sheet2.xml', 'worksheet') : ''}</Types>`
}

function workbookXml(name: string, withLists: boolean): string {
  const lists = withLists ? '<sheet name="选项" sheetId="2" state="hidden" r:id="rId2"/>' : ''
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${TYPE}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="rId1"/>${lists}</sheets></workbook>`
}

function workbookRelations(withLists: boolean): string {
  const lists = withLists ? relation('rId2', 'worksheet', 'worksheets/sheet2.xml') : ''
  return `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation('rId1', 'worksheet', 'worksheets/sheet1.xml')}${lists}${relation('rId3', 'styles', 'styles.xml')}</Relationships>`
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${TYPE}/${type}" Target="${target}"/>`
}

const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="3"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><color rgb="FFC00000"/><name val="宋体"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf fontId="1" fillId="2" applyFont="1" applyFill="1"/><xf fontId="2" fillId="2" applyFont="1" applyFill="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

/** Also drops what XML cannot hold. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
}
