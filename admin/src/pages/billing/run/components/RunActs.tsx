import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { BillingRun } from '../../../../../../shared/contracts/billing.ts'
import { actOnRun, isRunning } from '../../../../api/billing.ts'
import { useAccess, useSend } from '../../../../api/context.ts'
import { createIntention } from '../../../../api/idempotency.ts'
import { isPassing } from '../../../../api/problem.ts'
import { PostRunButton } from './PostRunButton.tsx'

/** Stop, go on, and post what was counted: whatever the state and the person allow. */
export function RunActs({ run, unitName }: { readonly run: BillingRun; readonly unitName: string }): ReactNode {
  const { postBilling } = useAccess()
  if (run.mode === 'post' && !postBilling) return null
  if (isRunning(run)) return <ActButton act="stop" run={run} text="停止" />
  if (run.state === 'stopped') return <ActButton act="resume" run={run} text="继续" />
  return run.mode === 'preview' && run.state === 'done' && postBilling ? <PostRunButton preview={run} unitName={unitName} /> : null
}

type Props = { readonly run: BillingRun; readonly act: 'stop' | 'resume'; readonly text: string }

function ActButton({ run, act, text }: Props): ReactNode {
  const send = useSend()
  const queryClient = useQueryClient()
  const { message } = App.useApp()
  const [intention] = useState(() => createIntention())
  const doing = useMutation({
    mutationFn: () => actOnRun(send, run.runNo, act, intention.keyFor({ act, runNo: run.runNo })),
    async onSuccess() {
      intention.settled()
      await queryClient.invalidateQueries({ queryKey: ['billing-runs'] })
    },
    onError(error) {
      if (!isPassing(error)) intention.settled()
      void message.warning(error.message, 6)
    },
  })
  return (
    <Button loading={doing.isPending} onClick={() => doing.mutate()} type={act === 'resume' ? 'primary' : 'default'}>
      {text}
    </Button>
  )
}
