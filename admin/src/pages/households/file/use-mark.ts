import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSend } from '../../../api/context.ts'
import { type MarkPart, markHousehold } from '../../../api/households.ts'
import { createIntention } from '../../../api/idempotency.ts'
import { isPassing } from '../../../api/problem.ts'

/** One act on what stands beside a household: sent once however often the way breaks; then the household is read anew. */
export function useMark(householdNo: string, part: MarkPart, onDone: () => void = () => {}) {
  const send = useSend()
  const queryClient = useQueryClient()
  const [intention] = useState(() => createIntention())
  return useMutation({
    mutationFn: (body: object) => markHousehold(send, householdNo, part, body, intention.keyFor(body)),
    async onSuccess() {
      intention.settled()
      await queryClient.invalidateQueries({ queryKey: ['households'] })
      onDone()
    },
    onError(error) {
      if (!isPassing(error)) intention.settled()
    },
  })
}
