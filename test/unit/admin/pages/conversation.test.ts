import assert from 'node:assert/strict'
import { conversationOf } from '../../../../admin/src/pages/payments/order-file/conversation.ts'
import type { PaymentOrderFile } from '../../../../shared/contracts/payments.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 0, 0, second)).toISOString()

const file: PaymentOrderFile = {
  orderNo: 'P2611220001',
  channel: 'wechat-pay',
  state: 'paid',
  totalFen: 102056,
  householdNos: ['80012345'],
  payer: 'o***1',
  createdAt: at(0),
  expiresAt: at(59),
  paidAt: at(7),
  merchant: '1900000109',
  households: [],
  events: [
    { at: at(8), event: 'confirm', from: 'prepared', to: 'paid', detail: null },
    { at: at(1), event: 'prepare', from: 'submitted', to: 'prepared', detail: null },
  ],
  gatewayCalls: [{ at: at(1), operation: 'jsapi-order', outcome: 'accepted', httpStatus: 200, durationMs: 5, request: {}, response: {} }],
  notices: [{ at: at(8), noticeId: 'EV-1', outcome: 'settled' }],
  payments: [{ transactionId: '42', amountFen: 102056, paidAt: at(7), settledAt: at(8), allocations: [], toBalanceFen: 0 }],
}

describe('gateway conversation', () => {
  it('tells everything in the order it happened, the cause before its effect', () => {
    assert.deepEqual(
      conversationOf(file).map(({ kind }) => kind),
      ['call', 'event', 'notice', 'payment', 'event'],
    )
  })

  it('begins with the submission even when the first call bears the same time', () => {
    const events = [{ at: at(1), event: 'submit', from: 'submitted', to: 'submitted', detail: null }, ...file.events]
    const [first] = conversationOf({ ...file, events })
    assert.equal(first?.kind === 'event' && first.event.event, 'submit')
  })

  it('does without the calls for those who may not see them', () => {
    const { gatewayCalls: _, ...rest } = file
    assert.deepEqual(
      conversationOf(rest).map(({ kind }) => kind),
      ['event', 'notice', 'payment', 'event'],
    )
  })
})
