import assert from 'node:assert/strict'
import { createIntention, freshKey } from '../../../../admin/src/api/idempotency.ts'

function numbered() {
  let last = 0
  return createIntention(() => `key-${++last}`)
}

describe('intention', () => {
  it('keeps its key while the outcome of the same body is unknown', () => {
    const intention = numbered()
    assert.equal(intention.keyFor({ post: false }), 'key-1')
    assert.equal(intention.keyFor({ post: false }), 'key-1')
  })

  it('takes a new key for another body', () => {
    const intention = numbered()
    intention.keyFor({ post: false })
    assert.equal(intention.keyFor({ post: true }), 'key-2')
  })

  it('takes a new key once the outcome is known', () => {
    const intention = numbered()
    intention.keyFor('J1')
    intention.settled()
    assert.equal(intention.keyFor('J1'), 'key-2')
  })

  it('makes keys the server takes, and never the same one', () => {
    const keys = Array.from({ length: 100 }, freshKey)
    assert.equal(new Set(keys).size, 100)
    for (const key of keys) assert.match(key, /^[0-9A-Za-z_-]{8,64}$/)
  })
})
