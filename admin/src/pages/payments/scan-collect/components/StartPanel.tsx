import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { ScanDesk } from '../../../../../../shared/contracts/payments/scan-collect.ts'
import { useSend } from '../../../../api/context.ts'
import { createIntention } from '../../../../api/idempotency.ts'
import { ApiProblem, isPassing } from '../../../../api/problem.ts'
import { createScanOrder } from '../../../../api/scan-collect.ts'
import { Amount } from '../../../../components/Amount.tsx'

type Props = {
  readonly desk: ScanDesk
  readonly householdNo: string
  /** What is owed is no longer what the screen shows. */
  readonly onChanged: () => void
  readonly onStarted: (orderNo: string) => void
}

/** The sum and the one button; or why there is none. */
export function StartPanel({ desk, householdNo, onChanged, onStarted }: Props): ReactNode {
  const send = useSend()
  const { message } = App.useApp()
  const [intention] = useState(() => createIntention())
  const body = { totalFen: desk.quote.totalFen }
  const start = useMutation({
    mutationFn: () => createScanOrder(send, householdNo, body, intention.keyFor(body)),
    onSuccess(order) {
      intention.settled()
      onStarted(order.orderNo)
    },
    onError(error) {
      if (!isPassing(error)) intention.settled()
      void message.warning(error.message, 6)
      if (error instanceof ApiProblem && ['QUOTE_CHANGED', 'NOTHING_OWED', 'ORDER_OPEN'].includes(error.code)) onChanged()
    },
  })
  return (
    <section aria-label="收款" className="nz-paper nz-scan-code">
      {desk.quote.totalFen === 0 ? (
        <p className="nz-empty">这一户今天没有需要缴纳的费用。</p>
      ) : desk.offered ? (
        <>
          <p className="nz-soft">应收</p>
          <p className="nz-scan-total">
            <Amount fen={desk.quote.totalFen} strong tone="owed" /> 元
          </p>
          <Button autoFocus block loading={start.isPending} onClick={() => start.mutate()} size="large" type="primary">
            生成收款码
          </Button>
          <p className="nz-soft">用户用微信“扫一扫”付款，到账后自动入账。</p>
        </>
      ) : (
        <p className="nz-empty">这一户所属的收费单位还没有开通微信扫码收款，请管理员登记微信支付商户后再用。</p>
      )}
    </section>
  )
}
