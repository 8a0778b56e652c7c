import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Send } from './client.ts'
import { useSend } from './context.ts'
import { createIntention } from './idempotency.ts'
import { isPassing } from './problem.ts'

type Then<Answer, Body> = {
  /** Lists that show something else afterwards. */
  readonly refresh?: readonly QueryKey[]
  readonly onDone?: (answer: Answer, body: Body) => void
  /** Where no form stands open to show it. */
  readonly onFault?: (error: Error) => void
}

/** One act of a button or a form: sent once however often the way breaks, and what it changed is read anew, done or refused. */
export function useWrite<Body, Answer>(write: (send: Send, body: Body, key: string) => Promise<Answer>, then: Then<Answer, Body> = {}) {
  const send = useSend()
  const queryClient = useQueryClient()
  const [intention] = useState(() => createIntention())
  const refresh = () => Promise.all((then.refresh ?? []).map((queryKey) => queryClient.invalidateQueries({ queryKey })))
  return useMutation({
    mutationFn: (body: Body) => write(send, body, intention.keyFor(body)),
    async onSuccess(answer, body) {
      intention.settled()
      await refresh()
      then.onDone?.(answer, body)
    },
    async onError(error) {
      then.onFault?.(error)
      if (isPassing(error)) return
      intention.settled()
      await refresh()
    },
  })
}
