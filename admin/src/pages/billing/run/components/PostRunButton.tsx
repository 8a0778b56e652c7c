import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import type { BillingRun } from '../../../../../../shared/contracts/billing.ts'
import { formatYuan } from '../../../../../../shared/format/amount.ts'
import { startBillingRun } from '../../../../api/billing.ts'
import { useSend } from '../../../../api/context.ts'
import { createIntention } from '../../../../api/idempotency.ts'
import { isPassing } from '../../../../api/problem.ts'

type Props = { readonly preview: BillingRun; readonly unitName: string }

/** Posts what a preview counted, after a last look at the figures. */
export function PostRunButton({ preview, unitName }: Props): ReactNode {
  const send = useSend()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { modal, message } = App.useApp()
  const [intention] = useState(() => createIntention())
  const body = { seasonCode: preview.seasonCode, orgUnit: preview.orgUnit, post: true, previewRunNo: preview.runNo }
  const start = useMutation({
    mutationFn: () => startBillingRun(send, body, intention.keyFor(body)),
    async onSuccess(run) {
      intention.settled()
      await queryClient.invalidateQueries({ queryKey: ['billing-runs', 'list'] })
      await navigate(`/billing-runs/${encodeURIComponent(run.runNo)}`)
    },
    onError(error) {
      if (!isPassing(error)) intention.settled()
      void message.warning(error.message, 6)
    },
  })
  function confirm() {
    modal.confirm({
      title: `正式出账 ${preview.seasonCode} 采暖季？`,
      content: (
        <>
          <dl className="nz-facts">
            <dt>组织</dt>
            <dd>{unitName}</dd>
            <dt>户数</dt>
            <dd className="nz-figures">{preview.householdCount - preview.skippedCount} 户</dd>
            <dt>应收合计</dt>
            <dd className="nz-figures">{formatYuan(preview.totalFen)}</dd>
            <dt>跳过</dt>
            <dd className="nz-figures">{preview.skippedCount} 户</dd>
          </dl>
          <p className="nz-soft">只出与试算金额一致的户；试算之后资料有变的户会列出来，不会出账。</p>
        </>
      ),
      okText: '正式出账',
      cancelText: '再看看',
      width: 448,
      onOk: () => start.mutate(),
    })
  }
  return (
    <Button loading={start.isPending} onClick={confirm} type="primary">
      按此试算正式出账
    </Button>
  )
}
