import assert from 'node:assert/strict'
import {
  asksGateway,
  isFollowed,
  nextPollIn,
  resultView,
  waitedLongAfter,
} from '../../../miniapp/src/packages/payment/result/result-view.ts'
import type { ResidentOrder } from '../../../shared/contracts/residents.ts'

const wechatPay = { appId: 'wx1', timeStamp: '1', nonceStr: 'n', package: 'prepay_id=1', signType: 'RSA', paySign: 's' } as const
const order = (part: Partial<ResidentOrder>) =>
  ({ state: 'prepared', totalFen: 100, toBalanceFen: 0, wechatPay, alipay: null, payPage: null, ...part }) as const

describe('what the result screen shows', () => {
  const cases: readonly [what: string, order: ReturnType<typeof order>, sheet: string, waitedLong: boolean, view: string][] = [
    ['the sheet says paid, our order does not yet', order({}), 'finished', false, 'confirming'],
    ['the sheet says paid, and nothing came for long', order({}), 'finished', true, 'unfinished'],
    ['the sheet was cancelled', order({}), 'cancelled', false, 'unfinished'],
    ['the sheet failed', order({}), 'failed', false, 'unfinished'],
    ['an open order found on the first screen', order({}), '', false, 'unfinished'],
    [
      'our server does not know yet whether the gateway took the order',
      order({ state: 'unknown', wechatPay: null }),
      '',
      false,
      'confirming',
    ],
    ['the order is on its way to the gateway', order({ state: 'submitted', wechatPay: null }), '', true, 'confirming'],
    ['Alipay’s sheet was cancelled', order({ wechatPay: null, alipay: { tradeNO: '1' } }), 'cancelled', false, 'unfinished'],
    ['the ledger has the money', order({ state: 'paid', wechatPay: null }), 'finished', false, 'paid'],
    ['the ledger has the money though the sheet said cancelled', order({ state: 'paid', wechatPay: null }), 'cancelled', false, 'paid'],
    ['part of it went to the balance', order({ state: 'paid', toBalanceFen: 40 }), 'finished', false, 'paid'],
    ['all of it went to the balance', order({ state: 'paid', toBalanceFen: 100 }), 'finished', false, 'kept'],
    ['the gateway refused', order({ state: 'failed', wechatPay: null }), 'finished', false, 'failed'],
    ['the order was given up', order({ state: 'closed', wechatPay: null }), 'finished', false, 'closed'],
  ]
  for (const [what, given, sheet, waitedLong, view] of cases) {
    it(`${view}: ${what}`, () => assert.equal(resultView({ order: given, sheet, waitedLong }), view))
  }

  it('a closed order is still followed, because money may arrive late; a paid one is not', () => {
    assert.deepEqual((['confirming', 'unfinished', 'closed', 'paid', 'kept', 'failed'] as const).map(isFollowed), [
      true,
      true,
      true,
      false,
      false,
      false,
    ])
  })

  it('asks quickly at first, more and more slowly, and stops after about three minutes', () => {
    const waits: number[] = []
    for (let asked = 0; ; asked++) {
      const wait = nextPollIn(asked)
      if (wait === null) break
      waits.push(wait)
    }
    assert.deepEqual(
      waits,
      [...waits].sort((a, b) => a - b),
    )
    const whole = waits.reduce((sum, wait) => sum + wait, 0)
    assert.ok(whole > 150_000 && whole < 240_000, `${whole} ms`)
    const beforeMore = waits.slice(0, waitedLongAfter).reduce((sum, wait) => sum + wait, 0)
    assert.ok(beforeMore >= 30_000 && beforeMore <= 60_000, `${beforeMore} ms`)
  })

  it('asks the gateway itself first and then now and again, not each time', () => {
    assert.deepEqual([0, 1, 5, 9, 10, 20].map(asksGateway), [true, false, false, false, true, true])
  })
})
