import assert from 'node:assert/strict'
import { glossary, termOf } from '../../../shared/glossary.ts'

describe('the glossary', () => {
  it('decides each word once, in all three languages', () => {
    for (const key of ['zh', 'en', 'id'] as const) assert.equal(new Set(glossary.map((term) => term[key])).size, glossary.length, key)
    for (const { zh, en, id } of glossary) {
      assert.match(zh, /^\p{Script=Han}+$/u)
      assert.match(en, /^[a-z' ]+$/)
      assert.match(id, /^[a-z]+([A-Z][a-z]+)*$/)
    }
  })

  it('keeps apart what the field mixes up', () => {
    assert.equal(termOf('station').zh, '供热站')
    assert.equal(termOf('substation').zh, '换热站')
    assert.equal(termOf('stopBaseFee').zh, '停热基础费')
    assert.equal(termOf('basicCharge').zh, '基本热费')
    assert.throws(() => termOf('premises'), RangeError)
  })
})
