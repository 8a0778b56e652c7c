import { useState } from 'react'
import { failureOf, type RequestFailure } from '../api/failure.ts'

/** One act behind a button: busy while it runs, and why it failed when it did. */
export function useAct() {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<RequestFailure | null>(null)
  async function act(work: () => Promise<void>): Promise<void> {
    setBusy(true)
    setFailure(null)
    try {
      await work()
    } catch (error) {
      setFailure(failureOf(error))
    }
    setBusy(false)
  }
  return { act, busy, failure }
}
