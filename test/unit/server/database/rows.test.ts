import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type GivenRow, insertStatement, rowHashOf } from '../../../../server/src/database/rows.ts'
import { addedLater, defineTable, integer, nullable, type Table, text } from '../../../../server/src/database/table.ts'
import { hashOf } from '../../../../server/src/platform/crypto.ts'

const sealed = defineTable(
  'made_up_sealed',
  { kind: 'append-only' },
  { zebra: text(20), amount_fen: integer(), note: nullable(text(200)), Ärger: integer() },
)
const plain = defineTable('made_up_plain', { kind: 'editable' }, { name: nullable(text(20)) })
const older = defineTable('made_up_grown', { kind: 'append-only' }, { zebra: text(20) })
const grown = defineTable('made_up_grown_since', { kind: 'append-only' }, { zebra: text(20), stripe: addedLater(nullable(text(20))) })
const quoted = (given: string) => `E(${given.length})`

const NOW = 4
const insert = (table: Table, ...rows: readonly GivenRow[]) => insertStatement(table, rows, NOW, quoted)
/** The hash is the last cell of a row. */
const hashIn = (statement: string) => /'([0-9a-f]{64})'\)$/.exec(statement)?.[1]

describe('rows as they are stored', () => {
  it('carry the hash of the canonical JSON of all their other cells, whatever is in them', () => {
    const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))
    fc.assert(
      fc.property(anything, fc.maxSafeInteger(), fc.option(anything), (zebra, amount_fen, note) => {
        const row = { id: 1, tenant_id: 2, zebra, amount_fen, note, Ärger: -3 }
        assert.equal(hashIn(insert(sealed, row)), hashOf({ ...row, created_at: NOW }))
      }),
    )
  })

  it('keep their hash when a column is added later, and lose it when that column is filled or emptied', () => {
    const row = { id: 1, tenant_id: 2, zebra: 'z' }
    const stored = { ...row, created_at: NOW }
    const before = hashIn(insert(older, row))
    assert.equal(rowHashOf(grown, { ...stored, stripe: null }), before)
    assert.equal(hashIn(insert(grown, row)), before)
    const filled = hashIn(insert(grown, { ...row, stripe: 'x' }))
    assert.equal(rowHashOf(grown, { ...stored, stripe: 'x' }), filled)
    assert.notEqual(filled, before)
  })

  it('get created_at, version and NULL where nothing was given', () => {
    assert.equal(
      insert(plain, { id: 1, tenant_id: 2 }),
      'INSERT INTO made_up_plain (created_at,id,name,tenant_id,version) VALUES (4,1,NULL,2,1)',
    )
    assert.match(insert(plain, { id: 1, tenant_id: 2, version: 7, created_at: 9 }), /VALUES \(9,1,NULL,2,7\)$/)
  })

  it('are refused with a fraction, an unsafe number, a missing cell or a column that is not there', () => {
    const row = { id: 1, tenant_id: 2, zebra: 'z', amount_fen: 1, Ärger: 1 }
    assert.throws(() => insert(sealed, { ...row, amount_fen: 0.5 }), /amount_fen is not a safe whole number/)
    assert.throws(() => insert(sealed, { ...row, amount_fen: 2 ** 53 }), /not a safe whole number/)
    assert.throws(() => insert(sealed, { ...row, zebra: null }), /zebra must not be null/)
    assert.throws(() => insert(sealed, { ...row, stripe: 1 }), /has no column stripe/)
  })

  it('become one statement in which only what is plain, or holds double quotes, is written as it is', () => {
    const names = ['青云里 3号楼', "O'Neill", 'back\\slash', 'say "hi"', 'a\u0000b', 'line\nend', null]
    assert.equal(
      insert(plain, ...names.map((name, id) => ({ id, tenant_id: 1, name }))),
      `INSERT INTO made_up_plain (created_at,id,name,tenant_id,version) VALUES (4,0,'青云里 3号楼',1,1),(4,1,E(7),1,1),(4,2,E(10),1,1),(4,3,'say "hi"',1,1),(4,4,E(3),1,1),(4,5,E(8),1,1),(4,6,NULL,1,1)`,
    )
  })
})
