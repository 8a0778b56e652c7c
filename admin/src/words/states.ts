import type { BillingRun } from '../../../shared/contracts/billing.ts'
import { billingRunStateLabels } from '../../../shared/states/billing-run.ts'
import { bindingStateLabels } from '../../../shared/states/binding.ts'
import { importStateLabels } from '../../../shared/states/import.ts'
import { jobStateLabels } from '../../../shared/states/job.ts'
import { paymentOrderStateLabels } from '../../../shared/states/payment-order.ts'
import { ruleSetStateLabels } from '../../../shared/states/rule-set.ts'
import { seasonStateLabels } from '../../../shared/states/season.ts'

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
export const jobStateWord = worder(jobStateLabels, { running: 'busy', done: 'quiet', dead: 'attention' })
export const importStateWord = worder(importStateLabels, {
  uploaded: 'busy',
  checking: 'busy',
  faulty: 'attention',
  ready: 'attention',
  committing: 'busy',
})
const runTones = { running: 'busy', failed: 'attention' } as const
const postWord = worder(billingRunStateLabels, runTones)
const previewWord = worder({ ...billingRunStateLabels, queued: '等待试算', running: '试算中' }, runTones)
export const runStateWord = ({ mode, state }: Pick<BillingRun, 'mode' | 'state'>): Word =>
  (mode === 'preview' ? previewWord : postWord)(state)
export const seasonStateWord = worder(seasonStateLabels, { planned: 'busy', closed: 'quiet' })
const ruleSetWord = worder(ruleSetStateLabels, { draft: 'busy', submitted: 'attention', returned: 'attention', discarded: 'quiet' })
/** A published set that has priced a posted bill is frozen, and says so. */
export const ruleSetStateWord = ({ state, frozenAt }: { readonly state: string; readonly frozenAt: string | null }): Word =>
  frozenAt === null ? ruleSetWord(state) : { text: '已发布，已出账', tone: 'plain' }
export const bindingStateWord = worder(bindingStateLabels, { removed: 'quiet' })
export const memberStateWord = worder({ active: '在用', disabled: '停用' }, { disabled: 'quiet' })
export const callOutcomeWord = worder(
  { accepted: '通道受理', refused: '通道拒绝', unknown: '没有得到答复' },
  { refused: 'attention', unknown: 'attention' },
)

export const orderStateOptions = optionsOf(paymentOrderStateLabels)
export const ruleSetStateOptions = [...optionsOf(ruleSetStateLabels), { value: 'frozen', label: '已出账（冻结）' }]
export const jobStateOptions = optionsOf(jobStateLabels)
