import { Modal } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { useBlocker } from 'react-router'

/** Goes with a navigation that follows a save: the page has not been drawn anew yet. */
export type LeftSaved = { readonly saved: true }

/** Asks before unsaved work is left: within the console by a dialog of ours, beyond it by the browser's own. */
export function LeaveGuard({ dirty, what }: { readonly dirty: boolean; readonly what: string }): ReactNode {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      dirty && currentLocation.pathname !== nextLocation.pathname && !(nextLocation.state as LeftSaved | null)?.saved,
  )
  useEffect(() => {
    if (!dirty) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [dirty])
  return (
    <Modal
      cancelText="留在本页"
      okButtonProps={{ danger: true }}
      okText="放弃修改并离开"
      onCancel={() => blocker.reset?.()}
      onOk={() => blocker.proceed?.()}
      open={blocker.state === 'blocked'}
      title="有未保存的修改"
      width={416}
    >
      <p>{what}还没有保存，离开后修改会丢失。</p>
    </Modal>
  )
}
