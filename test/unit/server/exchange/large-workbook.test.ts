import assert from 'node:assert/strict'
import type { SheetReference } from '../../../../server/src/modules/exchange/read-households.ts'
import { readInThread } from '../../../../server/src/modules/exchange/workbook-thread.ts'
import { HOUSEHOLD_TITLES, householdRow, workbookOf } from '../../../support/workbooks.ts'

const REFERENCE: SheetReference = {
  seasonCode: '2026-2027',
  units: [{ id: 1, code: 'EAST-1', name: '东一供热站' }],
  communities: ['1:青云里'],
  newCommunities: false,
  customerClasses: [{ code: 'residential', name: '居民' }],
  priceTypes: ['按面积'],
  heightRule: null,
  surcharges: {},
  runningSeasons: [],
}

describe('a workbook of a hundred thousand rows', () => {
  it('is read in a thread within 300 MB, every row of it', async function () {
    this.timeout(120_000)
    const ROWS = 100_000
    const titles = [...HOUSEHOLD_TITLES, '2023-2024陈欠', '2024-2025陈欠']
    const bytes = await workbookOf(titles, rows(ROWS, titles))
    const before = process.memoryUsage().rss
    let peak = before
    let households = 0
    let owedFen = 0
    for await (const piece of readInThread(bytes, REFERENCE)) {
      peak = Math.max(peak, process.memoryUsage().rss)
      if (piece.kind === 'end') assert.deepEqual(piece.faults, [])
      if (piece.kind !== 'rows') continue
      for (const { household, faults } of piece.rows) {
        assert.deepEqual(faults, [])
        if (household) households += 1
        for (const { amountFen } of household?.openings ?? []) owedFen += amountFen
      }
    }
    assert.equal(households, ROWS)
    // Row i owes i fen for one season and has one fen left of the other: Σ i − 1 for i of 1 to 100 000.
    assert.equal(owedFen, (ROWS * (ROWS + 1)) / 2 - ROWS)
    const grownMb = (peak - before) / 1_048_576
    assert.ok(grownMb < 300, `the process grew by ${grownMb} MB`)
    if (process.env.MEASURE) console.log(`${bytes.length} bytes, grew by ${grownMb} MB`)
  })
})

function* rows(count: number, titles: readonly string[]) {
  for (let index = 1; index <= count; index += 1) {
    const fen = String(index).padStart(3, '0')
    yield householdRow(
      {
        客户卡号: String(90_000_000 + index),
        客户名称: `测试户${index}`,
        手机号: String(13_800_000_000 + index),
        '2023-2024陈欠': `${fen.slice(0, -2)}.${fen.slice(-2)}`,
        '2024-2025陈欠': '-0.01',
      },
      titles,
    )
  }
}
