import assert from 'node:assert/strict'
import { asksGateway, codeView, isFollowed, timeLeft } from '../../../../admin/src/pages/payments/scan-collect/code-view.ts'
import { paymentOrderTransitions } from '../../../../shared/states/payment-order.ts'

describe('a code at the counter', () => {
  const cases = [
    ['submitted', null, '正在生成收款码', true, false],
    ['unknown', null, '正在生成收款码', true, false],
    ['prepared', 'weixin://wxpay/1', '请用户扫码付款', true, false],
    ['prepared', null, '已过付款时限', true, false],
    ['paid', null, '收款成功', false, false],
    ['closed', null, '这个码已经关闭', false, true],
    ['failed', null, '没有生成收款码', false, true],
  ] as const

  for (const [state, codeUrl, title, open, again] of cases) {
    it(`${state}${codeUrl ? ' with its code' : ''}: ${title}`, () => {
      const view = codeView({ state, codeUrl })
      assert.deepEqual([view.title, view.open, view.again], [title, open, again])
      assert.equal(isFollowed({ state, codeUrl }), open)
      assert.notEqual(view.detail, '')
    })
  }

  it('knows what to say in every state of an order', () => {
    assert.deepEqual([...new Set(cases.map(([state]) => state))].sort(), Object.keys(paymentOrderTransitions).sort())
  })

  it('asks the channel itself every tenth time', () => {
    assert.deepEqual(Array.from({ length: 21 }, (_, asked) => asked).filter(asksGateway), [9, 19])
  })

  it('counts down by the second and never below nothing', () => {
    const until = '2026-11-22T00:30:00.000Z'
    assert.equal(timeLeft(until, Date.parse('2026-11-22T00:00:00.000Z')), '还可以付 30 分 00 秒')
    assert.equal(timeLeft(until, Date.parse('2026-11-22T00:28:55.001Z')), '还可以付 1 分 04 秒')
    assert.equal(timeLeft(until, Date.parse('2026-11-22T01:00:00.000Z')), '还可以付 0 分 00 秒')
  })
})
