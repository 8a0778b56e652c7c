import assert from 'node:assert/strict'
import { outcomeOfTradePay } from '../../../miniapp/src/platform/alipay-outcome.ts'

describe('what my.tradePay said', () => {
  for (const [resultCode, outcome] of [
    ['9000', 'finished'],
    // nobody knows yet: wait for the server instead of paying again
    ['8000', 'finished'],
    ['6004', 'finished'],
    ['6001', 'cancelled'],
    ['6002', 'failed'],
    ['4000', 'failed'],
    ['99', 'failed'],
    ['', 'failed'],
  ] as const)
    it(`${resultCode || 'nothing'} is ${outcome}`, () => assert.equal(outcomeOfTradePay(resultCode), outcome))
})
