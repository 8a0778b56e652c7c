import assert from 'node:assert/strict'
import { billingRun, nextBillingRunState } from '../../../shared/states/billing-run.ts'
import { binding, nextBindingState } from '../../../shared/states/binding.ts'
import { heatRefund, outage } from '../../../shared/states/heat-refund.ts'
import { importMachine } from '../../../shared/states/import.ts'
import { job, nextJobState } from '../../../shared/states/job.ts'
import { type Machine, TransitionRefused } from '../../../shared/states/machine.ts'
import { nextPaymentOrderState, type PaymentOrderState, paymentOrder } from '../../../shared/states/payment-order.ts'
import { nextRefundState, type RefundState, refund } from '../../../shared/states/refund.ts'
import { nextRuleSetState, type RuleSetState, ruleSet } from '../../../shared/states/rule-set.ts'
import { nextSeasonState, season } from '../../../shared/states/season.ts'

const machines: Machine<string, string>[] = [
  paymentOrder,
  job,
  billingRun,
  season,
  binding,
  ruleSet,
  importMachine,
  refund,
  heatRefund,
  outage,
]

for (const machine of machines) {
  describe(`the state table of ${machine.title}`, () => {
    const states = Object.keys(machine.transitions)

    it('reaches every state from the first', () => {
      const reached = new Set([machine.initial])
      for (const state of reached) for (const to of Object.values(machine.transitions[state] ?? {})) if (to) reached.add(to)
      assert.deepEqual([...reached].sort(), states.sort())
    })

    it('uses every event, and names all in Chinese', () => {
      const used = new Set(states.flatMap((state) => Object.keys(machine.transitions[state] ?? {})))
      assert.deepEqual([...used].sort(), Object.keys(machine.eventLabels).sort())
      assert.deepEqual(Object.keys(machine.labels).sort(), states.sort())
      for (const label of [...Object.values(machine.labels), ...Object.values(machine.eventLabels)]) assert.match(label, /\p{Script=Han}/u)
    })
  })
}

describe('a refund', () => {
  it('never leaves an end, and has none without the channel’s word once it is submitted', () => {
    for (const state of ['refused', 'withdrawn', 'done', 'failed'] as const) assert.deepEqual(refund.transitions[state], {})
    for (const state of ['submitted', 'unknown', 'processing', 'abnormal'] as const satisfies RefundState[])
      for (const event of ['refuse', 'withdraw'] as const) assert.throws(() => nextRefundState(state, event), TransitionRefused)
  })

  it('goes out only after it was approved', () => {
    assert.throws(() => nextRefundState('requested', 'submit'), TransitionRefused)
    assert.equal(nextRefundState('submitted', 'wait'), 'approved')
  })
})

describe('a payment order', () => {
  const states = Object.keys(paymentOrder.transitions) as PaymentOrderState[]

  it('accepts verified money in every state', () => {
    for (const state of states) assert.equal(nextPaymentOrderState(state, 'confirm'), 'paid')
  })

  it('never leaves paid', () => {
    assert.deepEqual(new Set(Object.values(paymentOrder.transitions.paid)), new Set(['paid']))
  })

  it('does not mind answers that arrive late', () => {
    assert.equal(nextPaymentOrderState('paid', 'lose'), 'paid')
    assert.equal(nextPaymentOrderState('paid', 'prepare'), 'paid')
    assert.equal(nextPaymentOrderState('closed', 'prepare'), 'closed')
    assert.equal(nextPaymentOrderState('unknown', 'prepare'), 'prepared')
  })

  it('cannot be closed once it is paid: the refusal has a code and says so in Chinese', () => {
    assert.throws(
      () => nextPaymentOrderState('paid', 'close'),
      (error) =>
        error instanceof TransitionRefused &&
        error.code === 'PAYMENT_ORDER_TRANSITION_REFUSED' &&
        error.from === 'paid' &&
        error.event === 'close' &&
        error.message === '支付单处于“已支付”，不能关闭',
    )
  })

  it('knows no events that objects inherit', () => {
    assert.throws(() => nextPaymentOrderState('submitted', 'toString' as never), TransitionRefused)
  })
})

describe('the other tables', () => {
  it('let a dead job be retried, a killed run start again, a season reopen, a binding come back', () => {
    assert.equal(nextJobState('dead', 'retry'), 'queued')
    assert.equal(nextJobState('running', 'release'), 'queued')
    assert.throws(() => nextJobState('done', 'retry'), /JOB|后台任务/)
    assert.equal(nextBillingRunState('running', 'start'), 'running')
    assert.equal(nextBillingRunState('failed', 'start'), 'running')
    assert.equal(nextSeasonState('closed', 'reopen'), 'open')
    assert.throws(() => nextSeasonState('planned', 'close'), TransitionRefused)
    assert.equal(nextBindingState('removed', 'restore'), 'active')
  })
})

describe('a rule set', () => {
  const states = Object.keys(ruleSet.transitions) as RuleSetState[]

  it('is published only after it was submitted, and edited only while it is not', () => {
    for (const state of states.filter((one) => one !== 'submitted'))
      assert.throws(() => nextRuleSetState(state, 'publish'), TransitionRefused)
    assert.equal(nextRuleSetState('submitted', 'publish'), 'published')
    assert.throws(() => nextRuleSetState('submitted', 'edit'), TransitionRefused)
    assert.equal(nextRuleSetState('returned', 'edit'), 'returned')
  })

  it('has no way out once it is published', () => {
    assert.deepEqual(ruleSet.transitions.published, {})
  })
})
