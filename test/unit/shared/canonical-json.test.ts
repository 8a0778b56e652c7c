import assert from 'node:assert/strict'
import fc from 'fast-check'
import { canonicalJson } from '../../../shared/canonical/canonical-json.ts'

describe('canonical JSON', () => {
  it('sorts keys by code unit at every depth and writes no white space', () => {
    assert.equal(
      canonicalJson({ b: [1, 'é', null], a: { z: true, Z: -0, 暖: '账"' } }),
      '{"a":{"Z":0,"z":true,"暖":"账\\""},"b":[1,"é",null]}',
    )
  })

  const refused: [what: string, value: unknown][] = [
    ['undefined', { a: undefined }],
    ['a fraction', { a: 0.5 }],
    ['an unsafe integer', 2 ** 53],
    ['NaN', Number.NaN],
    ['a bigint', 1n],
    ['a date', new Date(0)],
    ['a hole in an array', new Array(2)],
    ['a map', new Map()],
    ['a function', { a: () => 1 }],
  ]
  for (const [what, value] of refused) it(`refuses ${what}`, () => assert.throws(() => canonicalJson(value), TypeError))

  it('names the place it refuses', () => {
    assert.throws(() => canonicalJson({ lines: [{ amountFen: 1.5 }] }), /\$\.lines\[0\]\.amountFen/)
  })

  it('is the same text whatever order the keys were written in, and parses back to the value', () => {
    const leaf = fc.oneof(fc.maxSafeInteger(), fc.string(), fc.boolean(), fc.constant(null))
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie('tree'), { maxKeys: 5, noNullPrototype: true }),
      ),
    }))
    fc.assert(
      fc.property(tree, (value) => {
        const text = canonicalJson(value)
        assert.equal(canonicalJson(reversed(value)), text)
        assert.equal(canonicalJson(JSON.parse(text)), text)
      }),
    )
  })
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, item]) => [key, reversed(item)]),
  )
}
