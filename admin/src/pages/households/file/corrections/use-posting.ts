import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { createIntention } from '../../../../api/idempotency.ts'
import { isPassing } from '../../../../api/problem.ts'

/** Sends one change under one key, and lets everything on the screen be read anew: money shows in many places. */
export function usePosting<Body, Answer>(send: (body: Body, key: string) => Promise<Answer>, onDone: (answer: Answer) => void) {
  const queryClient = useQueryClient()
  const [intention] = useState(() => createIntention())
  return useMutation({
    mutationFn: (body: Body) => send(body, intention.keyFor(body)),
    async onSuccess(answer) {
      intention.settled()
      await queryClient.invalidateQueries()
      onDone(answer)
    },
    onError(error) {
      if (!isPassing(error)) intention.settled()
    },
  })
}
