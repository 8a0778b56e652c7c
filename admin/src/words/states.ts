import { securityEventLabels } from '../../../shared/access/action-labels.ts'
import type { BillingRun } from '../../../shared/contracts/billing.ts'
import { billingRunStateLabels } from '../../../shared/states/billing-run.ts'
import { bindingStateLabels } from '../../../shared/states/binding.ts'
import { differenceStateLabels } from '../../../shared/states/difference.ts'
import { importStateLabels } from '../../../shared/states/import.ts'
import { jobStateLabels } from '../../../shared/states/job.ts'
import { paymentOrderStateLabels } from '../../../shared/states/payment-order.ts'
import { refundStateLabels } from '../../../shared/states/refund.ts'
import { ruleSetStateLabels } from '../../../shared/states/rule-set.ts'
import { seasonStateLabels } from '../../../shared/states/season.ts'
import { statementStateLabels } from '../../../shared/states/statement.ts'

/** How a state asks for attention: `paid` is kept for money that came in, `attention` for what a person must look at. */
export type Tone = 'quiet' | 'plain' | 'busy' | 'attention' | 'paid'
export type Word = { readonly text: string; readonly tone: Tone }

/** Words of one kind of state. A state without a word is shown as it is, never hidden. */
function worder<State extends string>(labels: Readonly<Record<State, string>>, tones: Readonly<Partial<Record<State, Tone>>>) {
  return (state: string): Word => ({ text: labels[state as State] ?? state, tone: tones[state as State] ?? 'plain' })
}

function optionsOf(labels: Readonly<Record<string, string>>) {
  return Object.entries(labels).map(([value, label]) => ({ value, label }))
}

export const householdStatusWord = worder(
  { heating: '用热', stopped: '停热', 'not-connected': '未入网' },
  { stopped: 'quiet', 'not-connected': 'quiet' },
)
export const orderStateWord = worder(paymentOrderStateLabels, {
  submitted: 'busy',
  prepared: 'busy',
  unknown: 'attention',
  paid: 'paid',
  closed: 'quiet',
  failed: 'quiet',
})
export const refundStateWord = worder(refundStateLabels, {
  requested: 'attention',
  approved: 'busy',
  submitted: 'busy',
  unknown: 'attention',
  processing: 'busy',
  abnormal: 'attention',
  refused: 'quiet',
  withdrawn: 'quiet',
  failed: 'attention',
})
export const jobStateWord = worder(jobStateLabels, { running: 'busy', done: 'quiet', dead: 'attention' })
export const importStateWord = worder(importStateLabels, {
  uploaded: 'busy',
  checking: 'busy',
  faulty: 'attention',
  ready: 'attention',
  committing: 'busy',
})
const runTones = { running: 'busy', stopped: 'attention', failed: 'attention' } as const
const postWord = worder(billingRunStateLabels, runTones)
const previewWord = worder({ ...billingRunStateLabels, queued: '等待试算', running: '试算中' }, runTones)
const compareWord = worder({ ...billingRunStateLabels, queued: '等待比对', running: '比对中' }, runTones)
export const runStateWord = ({ mode, state }: Pick<BillingRun, 'mode' | 'state'>): Word =>
  ({ preview: previewWord, compare: compareWord, post: postWord })[mode](state)
export const seasonStateWord = worder(seasonStateLabels, { planned: 'busy', closed: 'quiet' })
const ruleSetWord = worder(ruleSetStateLabels, { draft: 'busy', submitted: 'attention', returned: 'attention', discarded: 'quiet' })
/** A published set that has priced a posted bill is frozen, and says so. */
export const ruleSetStateWord = ({ state, frozenAt }: { readonly state: string; readonly frozenAt: string | null }): Word =>
  frozenAt === null ? ruleSetWord(state) : { text: '已发布，已出账', tone: 'plain' }
export const feeTypeStateWord = worder({ open: '在用', closed: '停用' }, { closed: 'quiet' })
export const bindingStateOptions = optionsOf(bindingStateLabels)
export const unitStateWord = worder({ open: '在用', closed: '停用' }, { closed: 'quiet' })
export const carryStateWord = worder(
  { queued: '等待开始', running: '结转中', done: '已完成' },
  { queued: 'busy', running: 'busy', done: 'quiet' },
)
export const securityEventWord = worder(securityEventLabels, {
  'sign-in.refused': 'attention',
  'sign-in.locked': 'attention',
  'refresh.reused': 'attention',
  'confirm.refused': 'attention',
  'permission.refused': 'attention',
  'binding.refused': 'attention',
})
export const bindingStateWord = worder(bindingStateLabels, { removed: 'quiet' })
export const memberStateWord = worder({ active: '在用', disabled: '停用' }, { disabled: 'quiet' })
export const callOutcomeWord = worder(
  { accepted: '通道受理', refused: '通道拒绝', unknown: '没有得到答复' },
  { refused: 'attention', unknown: 'attention' },
)

export const statementStateWord = worder(statementStateLabels, { waiting: 'busy', 'no-bill': 'quiet', different: 'attention' })
export const differenceStateWord = worder(differenceStateLabels, {
  open: 'attention',
  explained: 'busy',
  settled: 'plain',
  healed: 'quiet',
})
export const statementStateOptions = optionsOf(statementStateLabels)
export const orderStateOptions = optionsOf(paymentOrderStateLabels)
export const refundStateOptions = optionsOf(refundStateLabels)
export const ruleSetStateOptions = [...optionsOf(ruleSetStateLabels), { value: 'frozen', label: '已出账（冻结）' }]
export const jobStateOptions = optionsOf(jobStateLabels)
