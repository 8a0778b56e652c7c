import assert from 'node:assert/strict'
import fc from 'fast-check'
import { cellPlace, columnLetters } from '../../../../server/src/platform/xlsx/cell-names.ts'
import {
  readSheet,
  type SheetEnd,
  type SheetRow,
  writeWorkbook,
  XlsxRefused,
  xlsxLimits,
} from '../../../../server/src/platform/xlsx/index.ts'
import { shownNumber } from '../../../../server/src/platform/xlsx/read-sheet.ts'
import { bytesOf, sheetOf, workbookOf, zipOf } from '../../../support/workbooks.ts'

async function read(bytes: Buffer, limits = xlsxLimits): Promise<{ rows: SheetRow[]; end: SheetEnd }> {
  const rows: SheetRow[] = []
  const sheet = readSheet(bytes, limits)
  for (;;) {
    const next = await sheet.next()
    if (next.done) return { rows, end: next.value }
    rows.push(next.value)
  }
}
const sheet = (data: string, after = '') => sheetOf(`<worksheet><sheetData>${data}</sheetData>${after}</worksheet>`)
const refused = (bytes: Buffer, says: RegExp, limits = xlsxLimits) =>
  assert.rejects(read(bytes, limits), (error: Error) => error instanceof XlsxRefused && says.test(error.message))

describe('workbooks', () => {
  it('what is written is read again, whatever the text', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { minLength: 1, maxLength: 6 }), { maxLength: 8 }),
        async (rows) => {
          const bytes = await workbookOf(['标题', '二'], rows)
          const found = (await read(bytes)).rows.slice(1)
          const plain = (text: string) =>
            text
              .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
              .replaceAll('\r\n', '\n')
              .replaceAll('\r', '\n')
              .trim()
          const wanted = rows.map((row) => row.map(plain)).map((row) => row.slice(0, row.findLastIndex((cell) => cell !== '') + 1))
          assert.deepEqual(
            found.map(({ cells }) => cells),
            wanted.filter((row) => row.length > 0),
          )
        },
      ),
      { numRuns: 100 },
    ))

  it('columns have their letters', () => {
    assert.deepEqual([1, 26, 27, 52, 702, 703].map(columnLetters), ['A', 'Z', 'AA', 'AZ', 'ZZ', 'AAA'])
    assert.deepEqual(cellPlace('AB12'), { column: 28, row: 12 })
    assert.equal(cellPlace('12'), null)
  })

  it('numbers are what a person sees: fifteen digits, no exponent, no float tail', () => {
    const cases = [
      ['89.900000000000006', '89.9'],
      ['954.68999999999994', '954.69'],
      ['1.3800000001E10', '13800000001'],
      ['-200', '-200'],
      ['0.01', '0.01'],
      ['1E-2', '0.01'],
      ['-0', '0'],
      ['5.', '5'],
      ['1e400', null],
      ['12abc', null],
      ['1e15', null],
    ] as const
    for (const [stored, shown] of cases) assert.equal(shownNumber(stored), shown, stored)
  })

  it('a value that begins like a formula stays text, for Excel and for us', async () => {
    const bytes = await workbookOf(['姓名'], [['=1+1'], ["@cmd|' /C calc'!A0"]])
    assert.deepEqual(
      (await read(bytes)).rows.map(({ cells, faults }) => [cells[0], faults.length]),
      [
        ['姓名', 0],
        ['=1+1', 0],
        ["@cmd|' /C calc'!A0", 0],
      ],
    )
  })

  it('drop-downs stand in a hidden second sheet, which is not what is read', async () => {
    const bytes = await bytesOf(
      writeWorkbook({ name: '甲', columns: [{ title: '小区', width: 9, choices: ['青云里', '西里'] }], rows: [] }),
    )
    assert.deepEqual(
      (await read(bytes)).rows.map(({ cells }) => cells),
      [['小区']],
    )
  })

  it('shared texts, rich text and phonetic hints', async () => {
    const bytes = await sheetOf(
      '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row></sheetData></worksheet>',
      {
        'xl/sharedStrings.xml':
          '<sst><si><r><t>青</t></r><r><t>云里</t></r><rPh sb="0" eb="1"><t>qing</t></rPh></si><si><t>3号楼</t></si></sst>',
      },
    )
    assert.deepEqual((await read(bytes)).rows[0]?.cells, ['青云里', '', '3号楼'])
  })

  it('formulas, error values and true or false are faults that name their cell; the formula is never its value', async () => {
    const { rows } = await read(
      await sheet(
        '<row r="7"><c r="B7"><f>1+1</f><v>2</v></c><c r="C7" t="e"><v>#REF!</v></c><c r="D7" t="b"><v>1</v></c><c r="E7"><v>x</v></c></row>',
      ),
    )
    assert.deepEqual(
      rows[0]?.faults.map(({ message }) => message.slice(0, 12)),
      ['单元格 B7 是公式，请', '单元格 C7 是错误值 ', '单元格 D7 是逻辑值，', '单元格 E7 不是有效的'],
    )
    assert.equal(rows[0]?.cells[1], '')
  })

  it('merged cells are told', async () => {
    const { end } = await read(await sheet('<row r="1"><c r="A1"><v>1</v></c></row>', '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'))
    assert.deepEqual(end.mergedCells, ['A1:B2'])
  })

  it('a zip bomb stops long before it is unpacked', async () => {
    const bomb = await sheetOf(Buffer.concat([Buffer.from('<worksheet><sheetData>'), Buffer.alloc(60_000_000, 0x20)]))
    assert.ok(bomb.length < 100_000, 'it is small when packed')
    await refused(bomb, /解压后过大/)
    const slow = await sheetOf(Buffer.from(`<worksheet><sheetData>${'<row/>'.repeat(1000)}`))
    await refused(slow, /解压后过大/, { ...xlsxLimits, unpackedBytes: 1_000 })
  })

  it('ten megabytes of blanks, as rows or as cells, are refused for what they are', async () => {
    await refused(await sheet('<row></row>'.repeat(151_000)), /行数过多/)
    await refused(await sheet(`<row r="1">${'<c s="1"/>'.repeat(50_000)}</row>`), /单元格过多/, { ...xlsxLimits, cells: 40_000 })
  })

  it('what stands far to the right is not lost without a word; blanks there are nothing', async () => {
    await refused(await sheet('<row r="1"><c r="A1"><v>1</v></c><c r="ZZ1"><v>2</v></c></row>'), /列数过多/)
    assert.equal((await read(await sheet('<row r="1"><c r="A1"><v>1</v></c><c r="ZZ1" s="1"/></row>'))).rows.length, 1)
  })

  it('entities, macros, links to other files, passwords and things that are no workbook are refused in words', async () => {
    await refused(
      await sheetOf('<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>'),
      /XML 声明/,
    )
    await refused(await sheetOf('<worksheet><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>'), /已损坏/)
    await refused(await sheetOf('<worksheet/>', { 'xl/vbaProject.bin': 'x' }), /宏/)
    await refused(await sheetOf('<worksheet/>', { 'xl/externalLinks/externalLink1.xml': '<x/>' }), /其他文件的链接/)
    await refused(await zipOf({ 'word/document.xml': '<x/>' }), /已损坏/)
    await refused(Buffer.from('姓名,电话\n'), /不是 Excel/)
    await refused((await sheet('<row/>')).subarray(0, 300), /不是 Excel/)
    await refused(await sheetOf('<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></row>'), /已损坏/)
  })

  it('a text nobody can have typed is a fault of its cell', async () => {
    const { rows } = await read(await sheet(`<row r="1"><c r="A1" t="str"><v>${'长'.repeat(1_001)}</v></c></row>`))
    assert.match(rows[0]?.faults[0]?.message ?? '', /A1 文字过长/)
  })
})
