import { type Machine, nextState } from './machine.ts'

export type StoredFileState = 'pending' | 'stored' | 'removed' | 'purging' | 'gone'
export type StoredFileEvent = 'store' | 'remove' | 'purge' | 'drop'

/** 文件. Its bytes lie elsewhere, so that they are on their way before it is kept, and are still there after it was taken away. */
export const storedFile: Machine<StoredFileState, StoredFileEvent> = {
  code: 'FILE',
  title: '文件',
  initial: 'pending',
  transitions: {
    pending: { store: 'stored', purge: 'purging' },
    stored: { remove: 'removed' },
    removed: { purge: 'purging' },
    purging: { purge: 'purging', drop: 'gone' },
    gone: {},
  },
  labels: { pending: '上传中', stored: '已保存', removed: '已删除', purging: '清理中', gone: '已清理' },
  eventLabels: { store: '保存', remove: '删除', purge: '清理', drop: '清除' },
}

/** The states from which `event` is allowed: a statement asks for them, so that nobody steps in between. */
export function storedFileStatesBefore(event: StoredFileEvent): readonly StoredFileState[] {
  return (Object.keys(storedFile.transitions) as StoredFileState[]).filter((state) => storedFile.transitions[state][event] !== undefined)
}

/** Throws TransitionRefused (FILE_TRANSITION_REFUSED). */
export function nextStoredFileState(from: StoredFileState, event: StoredFileEvent): StoredFileState {
  return nextState(storedFile, from, event)
}
