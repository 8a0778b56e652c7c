import { cellPlace, columnLetters } from './cell-names.ts'
import { broken, openPackage, type Package, type XlsxLimits, xlsxLimits } from './open-package.ts'
import { readXml, walkXml } from './read-xml.ts'
import { XlsxRefused } from './xlsx-refused.ts'

/** One row as a person sees it. `cells[0]` is column A; a cell that is not filled in is ''. */
export type SheetRow = {
  /** As Excel numbers it, from 1. */
  readonly rowNo: number
  readonly cells: readonly string[]
  /** Cells whose value is nobody's typing: formulas, error values, true and false. */
  readonly faults: readonly { readonly column: number; readonly message: string }[]
}

/** What is only known at the end of the sheet. */
export type SheetEnd = { readonly mergedCells: readonly string[] }

/**
 * Rows of the first visible sheet that hold anything, one after another; memory holds the shared texts and one row. Throws
 * XlsxRefused for what should not be read on. Numbers come as the text Excel shows at full precision (15 digits), never as floats.
 */
export async function* readSheet(bytes: Buffer, limits: XlsxLimits = xlsxLimits): AsyncGenerator<SheetRow, SheetEnd> {
  const file = await openPackage(bytes, limits)
  try {
    const shared = await sharedTexts(file, limits)
    return yield* sheetRows(file, await firstSheet(file), shared, limits)
  } finally {
    file.close()
  }
}

async function firstSheet(file: Package): Promise<string> {
  const ids: string[] = []
  const targets = new Map<string, string>()
  if (!file.names.includes('xl/workbook.xml') || !file.names.includes('xl/_rels/workbook.xml.rels')) throw broken()
  await walkXml(file.read('xl/workbook.xml'), {
    open(name, attributes) {
      const id = attributes['r:id'] ?? Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
      if (name === 'sheet' && id && (attributes.state ?? 'visible') === 'visible') ids.push(id)
    },
  })
  await walkXml(file.read('xl/_rels/workbook.xml.rels'), {
    open(name, { Id, Target, TargetMode }) {
      if (name === 'Relationship' && Id && Target && TargetMode !== 'External') targets.set(Id, Target)
    },
  })
  const target = targets.get(ids[0] ?? '')
  const path = target?.startsWith('/') ? target.slice(1) : `xl/${target}`
  if (!target || !file.names.includes(path)) throw broken()
  return path
}

/** Texts cells share, in order. Phonetic hints (rPh) are no text of the cell. */
async function sharedTexts(file: Package, limits: XlsxLimits): Promise<readonly string[]> {
  const texts: string[] = []
  if (!file.names.includes('xl/sharedStrings.xml')) return texts
  let characters = 0
  let text = ''
  let inText = false
  let inHint = false
  await walkXml(file.read('xl/sharedStrings.xml'), {
    open(name) {
      if (name === 'si') text = ''
      if (name === 'rPh') inHint = true
      inText = name === 't' && !inHint
    },
    close(name) {
      if (name === 'rPh') inHint = false
      if (name === 't') inText = false
      if (name !== 'si') return
      texts.push(text)
      characters += text.length + 16
      if (characters > limits.sharedCharacters) throw new XlsxRefused('文件中的文字过多，请分成几个文件上传')
    },
    text(piece) {
      if (inText && text.length <= limits.textLength) text += piece
    },
  })
  return texts
}

type Cell = { column: number; type: string; text: string; formula: boolean }

async function* sheetRows(file: Package, path: string, shared: readonly string[], limits: XlsxLimits): AsyncGenerator<SheetRow, SheetEnd> {
  const ready: SheetRow[] = []
  const mergedCells: string[] = []
  let rowNo = 0
  let rowCount = 0
  let cellCount = 0
  let cells: string[] = []
  let faults: { column: number; message: string }[] = []
  let cell: Cell | null = null
  let taking = false

  const endCell = (of: Cell) => {
    const { value, fault } = cellValue(of, shared, limits)
    if (value === '' && !fault) return
    if (of.column > limits.columns) throw new XlsxRefused(`列数过多（最多 ${limits.columns} 列），请删除多余的列后再上传`)
    while (cells.length < of.column - 1) cells.push('')
    cells[of.column - 1] = value
    if (fault) faults.push({ column: of.column, message: `单元格 ${columnLetters(of.column)}${rowNo} ${fault}` })
  }
  const walking = readXml(file.read(path), {
    open(name, attributes) {
      if (name === 'row') {
        rowNo = attributes.r === undefined ? rowNo + 1 : wholeOf(attributes.r)
        rowCount += 1
        if (rowCount > limits.rows || rowNo > 1_048_576)
          throw new XlsxRefused(`行数过多（含空白行最多 ${limits.rows} 行），请删除多余的行或分成几个文件上传`)
        cells = []
        faults = []
      } else if (name === 'c') {
        cellCount += 1
        const column = attributes.r === undefined ? cells.length + 1 : (cellPlace(attributes.r)?.column ?? 0)
        if (column < 1) throw broken()
        if (cellCount > limits.cells) throw new XlsxRefused('单元格过多，请删除多余的空白行列后再上传')
        cell = { column, type: attributes.t ?? 'n', text: '', formula: false }
      } else if (name === 'f' && cell) cell.formula = true
      else if (name === 'mergeCell' && mergedCells.length < 20) mergedCells.push(attributes.ref ?? '')
      taking = cell !== null && (name === 'v' || name === 't')
    },
    close(name) {
      taking = false
      if (name === 'c' && cell) {
        endCell(cell)
        cell = null
      } else if (name === 'row' && cells.length > 0) ready.push({ rowNo, cells, faults })
    },
    text(piece) {
      if (taking && cell && cell.text.length <= limits.textLength) cell.text += piece
    },
  })
  for await (const _ of walking) yield* ready.splice(0)
  return { mergedCells }
}

function cellValue(cell: Cell, shared: readonly string[], limits: XlsxLimits): { readonly value: string; readonly fault?: string } {
  const { type, text, formula } = cell
  if (formula) return { value: '', fault: '是公式，请复制后选择性粘贴为数值' }
  if (type === 's') return texted(shared[wholeOf(text)] ?? '', limits)
  if (type === 'inlineStr' || type === 'str' || type === 'd') return texted(text, limits)
  if (type === 'b') return { value: text === '1' ? 'TRUE' : 'FALSE', fault: '是逻辑值，请填写文字或数字' }
  if (type === 'e') return { value: text.slice(0, 32), fault: `是错误值 ${text.slice(0, 32)}` }
  const number = text.trim()
  if (number === '') return { value: '' }
  const shown = shownNumber(number)
  return shown === null ? { value: number.slice(0, 64), fault: '不是有效的数字' } : { value: shown }
}

function texted(text: string, limits: XlsxLimits): { readonly value: string; readonly fault?: string } {
  if (text.length > limits.textLength) return { value: text.slice(0, 64), fault: `文字过长（最多 ${limits.textLength} 个字）` }
  return { value: text.trim() }
}

/**
 * Excel stores a typed 89.9 sometimes as 89.900000000000006 and a long number as 1.38E10; what a person sees are fifteen digits.
 * Null for what is no number. Text in, text out: whoever needs a whole number of fen or mm reads it from the digits.
 */
export function shownNumber(stored: string): string | null {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(stored)) return null
  const value = Number(stored)
  if (!Number.isFinite(value) || Math.abs(value) >= 1e15) return null
  const [digits = '', exponent = '0'] = value.toExponential(14).split('e')
  const sign = digits.startsWith('-') ? '-' : ''
  const all = digits.replace(/[-.]/g, '')
  const point = Number(exponent) + 1
  const padded = point <= 0 ? `${'0'.repeat(1 - point)}${all}` : all.padEnd(point, '0')
  const at = Math.max(point, 1)
  const tail = padded.slice(at).replace(/0+$/, '')
  const text = `${padded.slice(0, at)}${tail === '' ? '' : `.${tail}`}`
  return text === '0' ? '0' : `${sign}${text}`
}

function wholeOf(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw broken()
  return Number(text)
}
