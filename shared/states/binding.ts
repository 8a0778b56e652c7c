import { type Machine, nextState } from './machine.ts'

export type BindingState = 'active' | 'removed'
export type BindingEvent = 'remove' | 'restore'

/** 房屋绑定 of a resident. Exists once the check has passed; binding the same home again restores it. */
export const binding: Machine<BindingState, BindingEvent> = {
  code: 'BINDING',
  title: '房屋绑定',
  initial: 'active',
  transitions: {
    active: { remove: 'removed' },
    removed: { restore: 'active' },
  },
  labels: { active: '已绑定', removed: '已解绑' },
  eventLabels: { remove: '解绑', restore: '重新绑定' },
}

export const bindingTransitions = binding.transitions
export const bindingStateLabels = binding.labels

/** Throws TransitionRefused (BINDING_TRANSITION_REFUSED). */
export function nextBindingState(from: BindingState, event: BindingEvent): BindingState {
  return nextState(binding, from, event)
}
