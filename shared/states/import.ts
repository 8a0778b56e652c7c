import { type Machine, nextState } from './machine.ts'

export type ImportState = 'uploaded' | 'checking' | 'faulty' | 'ready' | 'committing' | 'done'
export type ImportEvent = 'check' | 'refuse' | 'accept' | 'commit' | 'finish'

/**
 * 导入批次. A killed check or commit starts again, so `check` and `commit` are allowed while they are under way. A commit that changes what is
 * there (contacts) is refused whole when somebody else has changed a row in the meantime.
 */
export const importMachine: Machine<ImportState, ImportEvent> = {
  code: 'IMPORT',
  title: '导入批次',
  initial: 'uploaded',
  transitions: {
    uploaded: { check: 'checking' },
    checking: { check: 'checking', refuse: 'faulty', accept: 'ready' },
    faulty: {},
    ready: { commit: 'committing' },
    committing: { commit: 'committing', finish: 'done', refuse: 'faulty' },
    done: {},
  },
  labels: { uploaded: '等待校验', checking: '校验中', faulty: '有错误', ready: '待确认', committing: '导入中', done: '已导入' },
  eventLabels: { check: '校验', refuse: '退回', accept: '通过校验', commit: '确认导入', finish: '完成' },
}

export const importTransitions = importMachine.transitions
export const importStateLabels = importMachine.labels
export const importStates = Object.keys(importTransitions) as readonly ImportState[]

/** Throws TransitionRefused (IMPORT_TRANSITION_REFUSED). */
export function nextImportState(from: ImportState, event: ImportEvent): ImportState {
  return nextState(importMachine, from, event)
}
