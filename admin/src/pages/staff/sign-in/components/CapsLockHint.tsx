import { type KeyboardEvent, type ReactNode, useState } from 'react'

/** Whether capital lock is on, as far as the last key in the field told. */
export function useCapsLock() {
  const [capsLock, setCapsLock] = useState(false)
  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'))
  return { capsLock, watchCapsLock }
}

export function CapsLockHint(): ReactNode {
  return (
    <span className="nz-hint" role="status">
      大写锁定已打开
    </span>
  )
}
