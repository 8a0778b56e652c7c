import assert from 'node:assert/strict'
import { detailSentence } from '../../../../admin/src/pages/audit/detail.tsx'
import { linesAtFirst, linesOf } from '../../../../admin/src/pages/ledger/entry-list/rows.ts'
import { limitsOf, yuanTexts } from '../../../../admin/src/pages/staff/role-list/limit-text.ts'
import { codeAfter, yearLater } from '../../../../admin/src/pages/tenancy/season-list/components/next-season.ts'
import { found, treeOf } from '../../../../admin/src/pages/tenancy/unit-list/tree.ts'
import type { EntryRow } from '../../../../shared/contracts/ledger.ts'
import type { OrgUnit } from '../../../../shared/contracts/tenancy.ts'

describe('entry lines', () => {
  const line = (debitFen: number, creditFen: number) => ({ account: 'a', title: 'a', householdNo: null, debitFen, creditFen })
  const entry: EntryRow = {
    entryNo: 'E1',
    kind: 'payment',
    title: '收款',
    postedOn: '2026-11-22',
    valueOn: '2026-11-22',
    createdAt: '2026-11-22T00:00:00.000Z',
    sealed: true,
    lines: [line(102056, 0), line(0, 95469), line(0, 6587)],
  }

  it('puts each line on its own row and lets the entry span them', () => {
    const rows = linesOf([entry, { ...entry, entryNo: 'E2' }], new Set())
    assert.deepEqual(
      rows.map(({ span }) => span),
      [3, 0, 0, 3, 0, 0],
    )
    assert.equal(new Set(rows.map(({ key }) => key)).size, 6)
  })
})

describe('entries of a billing run', () => {
  const line = { account: 'receivable', title: '应收', householdNo: '1', debitFen: 1, creditFen: 0 }
  const entry = (count: number): EntryRow => ({
    entryNo: 'E1',
    kind: 'bill',
    title: '出账',
    postedOn: '2026-10-15',
    valueOn: '2026-10-15',
    createdAt: '2026-10-15T04:00:00.000Z',
    sealed: true,
    lines: Array.from({ length: count }, () => line),
  })

  it('show their first lines and say how many there are besides', () => {
    const rows = linesOf([entry(501)], new Set())
    assert.equal(rows.length, linesAtFirst + 1)
    assert.equal(rows[0]?.span, linesAtFirst + 1)
    assert.deepEqual([rows.at(-1)?.line, rows.at(-1)?.hidden], [null, 501 - linesAtFirst])
  })

  it('show everything once somebody asked, and a single line more without asking', () => {
    assert.equal(linesOf([entry(501)], new Set(['E1'])).length, 501)
    assert.equal(linesOf([entry(linesAtFirst + 1)], new Set()).filter((row) => row.line === null).length, 0)
  })
})

describe('detail of an operation', () => {
  it('says amounts in yuan and leaves out what is empty', () => {
    assert.equal(
      detailSentence({ amountFen: 235396, anomalies: [], households: ['10010006', '10010007'], note: null }),
      '金额 2,353.96 元，用热户 10010006、10010007',
    )
  })

  it('shows a dash when there is nothing to say', () => {
    assert.equal(detailSentence({}), '—')
  })
})

describe('a search in the tree', () => {
  it('keeps what is above the units found, so that they stay in their place', () => {
    const node = (code: string, parentCode: string | null) => ({ code, name: `${code}站`, parentCode })
    const units = [node('A', null), node('B', 'A'), node('C', 'A'), node('D', 'B')]
    assert.deepEqual(
      found(units, ' d').map(({ code }) => code),
      ['A', 'B', 'D'],
    )
    assert.equal(found(units, '').length, 4)
  })
})

describe('a limit as it is typed', () => {
  it('becomes whole fen, and says what is no amount', () => {
    const ticked = new Set(['a', 'b', 'c', 'd'])
    assert.deepEqual(limitsOf({ a: '5000', b: '0.5', c: '1.234', d: ' ', gone: '1' }, ticked), {
      limits: { a: 500_000, b: 50 },
      wrong: ['c'],
    })
    assert.deepEqual(yuanTexts({ a: 500_050 }), { a: '5000.50' })
  })
})

describe('the season after the last', () => {
  it('is named and dated a year later', () => {
    assert.equal(codeAfter('2026-2027'), '2027-2028')
    assert.equal(yearLater('2028-02-29'), '2029-02-28')
    assert.equal(yearLater('2026-11-15'), '2027-11-15')
  })
})

describe('unit tree', () => {
  const unit = (code: string, parentCode: string | null): OrgUnit => ({
    code,
    name: code,
    kind: 'station',
    parentCode,
    legalEntity: 'x',
    closed: false,
  })

  it('puts units under their parents', () => {
    const [root, ...others] = treeOf([unit('A', null), unit('B', 'A'), unit('C', 'B')])
    assert.deepEqual(others, [])
    assert.equal(root?.children?.[0]?.children?.[0]?.code, 'C')
    assert.equal(root?.children?.[0]?.children?.[0]?.children, undefined, 'a leaf has no fold mark')
  })

  it('shows a unit whose parent is out of sight at the top', () => {
    assert.deepEqual(
      treeOf([unit('B', 'A'), unit('C', 'B')]).map(({ code }) => code),
      ['B'],
    )
  })
})
