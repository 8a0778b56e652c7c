import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { RuleSetKey } from '../../../../../shared/contracts/tariffs.ts'
import { useSend } from '../../../api/context.ts'
import { createIntention } from '../../../api/idempotency.ts'
import { isPassing } from '../../../api/problem.ts'
import { actOnRuleSet, type RuleSetAct } from '../../../api/tariffs.ts'

/** One act on a set: sent once however often the way breaks; afterwards, done or refused, the file is read anew. */
export function useAct(setKey: RuleSetKey, act: RuleSetAct, onDone: () => void) {
  const send = useSend()
  const queryClient = useQueryClient()
  const [intention] = useState(() => createIntention())
  return useMutation({
    mutationFn: (body: object) => actOnRuleSet(send, setKey, act, body, intention.keyFor(body)),
    async onSuccess() {
      intention.settled()
      await queryClient.invalidateQueries({ queryKey: ['rule-sets'] })
      onDone()
    },
    async onError(error) {
      if (isPassing(error)) return
      intention.settled()
      await queryClient.invalidateQueries({ queryKey: ['rule-sets', 'file'] })
    },
  })
}
