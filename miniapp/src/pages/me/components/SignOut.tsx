import { useState } from 'react'
import { failureOf, type RequestFailure } from '../../../api/failure.ts'
import { signOut } from '../../../api/sessions.ts'
import { Button } from '../../../components/Button.tsx'
import { Failure } from '../../../components/Failure.tsx'
import { platform } from '../../../platform/index.ts'

/** H5 only: in a mini-program the client itself is the account. */
export function SignOut({ onDone }: { onDone(): void }) {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<RequestFailure | null>(null)
  if (!platform.canSignOut) return null
  const leave = async () => {
    setBusy(true)
    try {
      await signOut()
      onDone()
    } catch (error) {
      setFailure(failureOf(error))
    }
    setBusy(false)
  }
  return (
    <>
      {failure ? <Failure id="sign-out-failure" failure={failure} /> : null}
      <Button id="sign-out" kind="quiet" busy={busy && '正在退出…'} onPress={() => void leave()}>
        退出登录
      </Button>
    </>
  )
}
