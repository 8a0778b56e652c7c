import { type Machine, nextState } from './machine.ts'

export type RuleSetState = 'draft' | 'submitted' | 'returned' | 'published' | 'discarded'
export type RuleSetEvent = 'edit' | 'submit' | 'withdraw' | 'return' | 'publish' | 'discard'

/**
 * 价目 of one unit and season. Only a draft or a returned one is edited; a published one has no exit: a later version ends it.
 * That submitting and publishing take two persons is the business of the room.
 */
export const ruleSet: Machine<RuleSetState, RuleSetEvent> = {
  code: 'RULE_SET',
  title: '价目',
  initial: 'draft',
  transitions: {
    draft: { edit: 'draft', submit: 'submitted', discard: 'discarded' },
    submitted: { withdraw: 'draft', return: 'returned', publish: 'published' },
    returned: { edit: 'returned', submit: 'submitted', discard: 'discarded' },
    published: {},
    discarded: {},
  },
  labels: { draft: '草稿', submitted: '待发布', returned: '已退回', published: '已发布', discarded: '已作废' },
  eventLabels: { edit: '修改', submit: '提交', withdraw: '撤回', return: '退回', publish: '发布', discard: '作废' },
}

export const ruleSetTransitions = ruleSet.transitions
export const ruleSetStateLabels = ruleSet.labels
export const ruleSetEventLabels = ruleSet.eventLabels

/** Throws TransitionRefused (RULE_SET_TRANSITION_REFUSED). */
export function nextRuleSetState(from: RuleSetState, event: RuleSetEvent): RuleSetState {
  return nextState(ruleSet, from, event)
}
