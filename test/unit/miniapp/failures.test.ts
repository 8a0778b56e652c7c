import assert from 'node:assert/strict'
import { factOf, failureOf, failureOfAnswer, RequestFailure } from '../../../miniapp/src/api/failure.ts'
import { keepsKey, newIntention, newKey } from '../../../miniapp/src/api/intention.ts'
import { explainFailure } from '../../../miniapp/src/screen/explain-failure.ts'

const problem = (status: number, code: string, facts?: Record<string, string | number>) => ({
  type: 'about:blank',
  title: code,
  status,
  code,
  detail: '请核对后再试',
  requestId: 'req-1',
  ...(facts ? { facts } : {}),
})

describe('a request that gave no answer to use', () => {
  it('is refused when the server said why, with its own words and the request id', () => {
    const failure = failureOfAnswer(409, problem(409, 'QUOTE_CHANGED', { totalFen: 500 }))
    assert.equal(failure.kind, 'refused')
    assert.equal(factOf(failure, 'totalFen'), 500)
    assert.equal(factOf(failure, 'orderNo'), null)
    assert.deepEqual(explainFailure(failure), { title: '没有办成', detail: '请核对后再试', requestId: 'req-1' })
  })

  it('is broken when the server failed, and when the answer is no problem document at all', () => {
    assert.equal(failureOfAnswer(500, problem(500, 'INTERNAL')).kind, 'broken')
    assert.equal(failureOfAnswer(502, '<html>Bad gateway</html>').kind, 'broken')
    assert.equal(failureOf(new TypeError('x is undefined')).kind, 'broken')
  })

  it('is refused when the pay platform declined, although the status is 502', () => {
    assert.equal(failureOfAnswer(502, problem(502, 'GATEWAY_REFUSED')).kind, 'refused')
  })

  it('always has a title and a sentence in Chinese', () => {
    for (const kind of ['refused', 'broken', 'offline', 'timeout', 'signed-out', 'leaving', 'sign-in'] as const) {
      const { title, detail } = explainFailure(new RequestFailure(kind, null, '说明'))
      assert.match(title, /^[一-龥]+$/, kind)
      assert.match(detail, /[一-龥]/, kind)
    }
  })
})

describe('the key of an intention', () => {
  const body = { totalFen: 100 }
  const lost = new RequestFailure('timeout', null, '')

  it('has the shape the server wants and is never the same twice', () => {
    const keys = Array.from({ length: 1000 }, newKey)
    for (const key of keys) assert.match(key, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
    assert.equal(new Set(keys).size, keys.length)
  })

  it('stays while we do not know what the server did', () => {
    const intention = newIntention()
    const first = intention.key(body)
    intention.ended(lost)
    assert.equal(intention.key(body), first)
  })

  it('changes after success, after a refusal, and with another body', () => {
    const intention = newIntention()
    const first = intention.key(body)
    assert.notEqual(intention.key({ totalFen: 200 }), first)
    const second = intention.key(body)
    intention.ended(null)
    const third = intention.key(body)
    assert.notEqual(third, second)
    intention.ended(failureOfAnswer(409, problem(409, 'QUOTE_CHANGED')))
    assert.notEqual(intention.key(body), third)
  })

  it('stays for what is still in progress, and goes when the pay platform declined', () => {
    assert.equal(keepsKey(failureOfAnswer(409, problem(409, 'IN_PROGRESS'))), true)
    assert.equal(keepsKey(failureOfAnswer(502, problem(502, 'GATEWAY_REFUSED'))), false)
    assert.equal(keepsKey(failureOfAnswer(500, problem(500, 'INTERNAL'))), true)
  })
})
