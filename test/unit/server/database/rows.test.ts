import assert from 'node:assert/strict'
import fc from 'fast-check'
import { completeRow, insertStatement } from '../../../../server/src/database/rows.ts'
import { defineTable, integer, nullable, text } from '../../../../server/src/database/table.ts'
import { hashOf } from '../../../../server/src/platform/crypto.ts'

const sealed = defineTable(
  'made_up_sealed',
  { kind: 'append-only' },
  { zebra: text(20), amount_fen: integer(), note: nullable(text(200)), Ärger: integer() },
)
const plain = defineTable('made_up_plain', { kind: 'editable' }, { name: nullable(text(20)) })
const quoted = (given: string) => `E(${given.length})`

describe('rows as they are stored', () => {
  it('carry the hash of the canonical JSON of all their other cells, whatever is in them', () => {
    const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))
    fc.assert(
      fc.property(anything, fc.maxSafeInteger(), fc.option(anything), (zebra, amount_fen, note) => {
        const { row_hash, ...row } = completeRow(sealed, { id: 1, tenant_id: 2, zebra, amount_fen, note, Ärger: -3 }, 4)
        assert.equal(row_hash, hashOf(row))
      }),
    )
  })

  it('get created_at, version and NULL where nothing was given', () => {
    assert.deepEqual(completeRow(plain, { id: 1, tenant_id: 2 }, 4), { id: 1, tenant_id: 2, name: null, version: 1, created_at: 4 })
  })

  it('are refused with a fraction, an unsafe number, a missing cell or a column that is not there', () => {
    const row = { id: 1, tenant_id: 2, zebra: 'z', amount_fen: 1, Ärger: 1 }
    assert.throws(() => completeRow(sealed, { ...row, amount_fen: 0.5 }, 4), /amount_fen is not a safe whole number/)
    assert.throws(() => completeRow(sealed, { ...row, amount_fen: 2 ** 53 }, 4), /not a safe whole number/)
    assert.throws(() => completeRow(sealed, { ...row, zebra: null }, 4), /zebra must not be null/)
    assert.throws(() => completeRow(sealed, { ...row, stripe: 1 } as never, 4), /has no column stripe/)
  })

  it('become one statement in which only what is plain is written as it is', () => {
    const rows = ['青云里 3号楼', "O'Neill", 'back\\slash', 'say "hi"', 'a\u0000b', 'line\nend', null].map((name, index) =>
      completeRow(plain, { id: index, tenant_id: 1, name }, 4),
    )
    assert.equal(
      insertStatement(plain, rows, quoted),
      `INSERT INTO made_up_plain (id,tenant_id,name,version,created_at) VALUES (0,1,'青云里 3号楼',1,4),(1,1,E(7),1,4),(2,1,E(10),1,4),(3,1,E(8),1,4),(4,1,E(3),1,4),(5,1,E(8),1,4),(6,1,NULL,1,4)`,
    )
  })
})
