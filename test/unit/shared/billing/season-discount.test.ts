import assert from 'node:assert/strict'
import { quoteHousehold } from '../../../../shared/billing/quote.ts'
import type { Discounts } from '../../../../shared/billing/season-discount.ts'
import { settleQuote } from '../../../../shared/billing/settle-quote.ts'
import { heat } from './ledger-of-one-home.ts'

/*
 * 954.69 with 2 % off until 2018-10-31: 19.0938 → 19.09, so 935.60 is promised.
 */
const discounts: Discounts = {
  channel: 'wechat-pay',
  rules: {
    '2018-2019': {
      noticeNo: '示价〔2018〕12号',
      feeType: 'heat',
      rule: {
        windows: [
          {
            fromOn: '2018-10-01',
            toOn: '2018-10-31',
            channels: ['wechat-pay'],
            amount: { kind: 'percent', share: { num: 2, den: 100 } },
          },
        ],
        excluded: ['arrears', 'stopped', 'part-payment', 'low-income', 'other-payer'],
        rounding: { mode: 'half-up', unit: 'fen' },
      },
    },
  },
}
const quote = (lines: ReturnType<typeof heat>[], asOf = '2018-10-20') =>
  quoteHousehold({ asOf, lines, lateFeeRules: {}, balanceFen: 0, discounts })
const settled = (asOf: string, withinPromise: boolean, paidFen = 93_560) =>
  settleQuote({ quoted: quote([heat()]).items, linesNow: [heat()], lateFeeRules: {}, paidFen, withinPromise, asOf, discounts })

describe('a discount in a quote', () => {
  it('is taken off what is owed, and ends with its window', () => {
    const { totalFen, principalFen, lateFeeFen, discountFen, items } = quote([heat()])
    assert.deepEqual([totalFen, principalFen, lateFeeFen, discountFen], [93_560, 95_469, 0, 1_909])
    const item = items.at(-1)
    assert.equal(item?.kind === 'discount' && new Date(item.endsAt).toISOString(), '2018-10-31T15:59:59.999Z')
  })

  it('is refused for each thing that excludes it, and by another channel', () => {
    const old = heat({ lineId: 1, seasonCode: '2017-2018', seasonStartsOn: '2017-11-15', openFen: 1 })
    const stopped = heat({ lineId: 12, feeType: 'stop-base-fee', openFen: 0 })
    const refused = [[heat(), old], [heat(), stopped], [heat({ paidFen: 1 })], [heat({ shared: true })], [heat({ customer: 'low-income' })]]
    assert.deepEqual(
      [...refused, [heat({ discountedFen: -1 })]].map((lines) => quote(lines).discountFen),
      [0, 0, 0, 0, 0, 0],
    )
    const counter = quoteHousehold({
      asOf: '2018-10-20',
      lines: [heat()],
      lateFeeRules: {},
      balanceFen: 0,
      discounts: { ...discounts, channel: 'counter' },
    })
    assert.equal(counter.discountFen, 0)
  })

  it('is given with the promised money, and the line is paid by both', () => {
    const { discountLines, allocations, remainderFen, anomalies } = settled('2018-10-20', true)
    assert.deepEqual(
      discountLines.map(({ amountFen }) => amountFen),
      [1_909],
    )
    assert.deepEqual([allocations.map(({ amountFen }) => amountFen), remainderFen, anomalies], [[93_560], 0, []])
  })

  it('is judged again after the promise: given while its days last and the money pays everything, else lost', () => {
    const codes = ({ anomalies }: ReturnType<typeof settleQuote>) => anomalies.map(({ code }) => code)
    const inWindow = settled('2018-10-31', false)
    assert.deepEqual([inWindow.discountLines.length, codes(inWindow)], [1, ['PAID_AFTER_EXPIRY']])
    const tooLate = settled('2018-11-01', false)
    assert.deepEqual([tooLate.discountLines.length, codes(tooLate)], [0, ['PAID_AFTER_EXPIRY', 'DISCOUNT_LOST', 'STILL_OWED']])
    const tooLittle = settled('2018-10-31', false, 93_559)
    assert.deepEqual([tooLittle.discountLines.length, codes(tooLittle)], [0, ['PAID_AFTER_EXPIRY', 'DISCOUNT_LOST', 'STILL_OWED']])
  })
})
