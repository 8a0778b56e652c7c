import { App, Button } from 'antd'
import type { ReactNode } from 'react'
import type { BillingRun } from '../../../../../../shared/contracts/billing.ts'
import { actOnRun, isRunning } from '../../../../api/billing.ts'
import { useAccess } from '../../../../api/context.ts'
import { useWrite } from '../../../../api/use-write.ts'
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
  const { message } = App.useApp()
  const doing = useWrite(
    (send, wish: { readonly runNo: string; readonly act: 'stop' | 'resume' }, key) => actOnRun(send, wish.runNo, wish.act, key),
    {
      refresh: [['billing-runs']],
      onFault: (error) => void message.warning(error.message, 6),
    },
  )
  return (
    <Button
      loading={doing.isPending}
      onClick={() => doing.mutate({ runNo: run.runNo, act })}
      type={act === 'resume' ? 'primary' : 'default'}
    >
      {text}
    </Button>
  )
}
