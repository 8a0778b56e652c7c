import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { PaymentOrderFile } from '../../../../../../shared/contracts/payments.ts'
import { useSend } from '../../../../api/context.ts'
import { createIntention } from '../../../../api/idempotency.ts'
import { paymentOrderFile, requeryPaymentOrder } from '../../../../api/payments.ts'
import { isPassing } from '../../../../api/problem.ts'
import { orderStateWord } from '../../../../words/states.ts'

/** Asks the channel now what became of the order; money it reports is taken into the ledger at once. */
export function RequeryButton({ file }: { readonly file: PaymentOrderFile }): ReactNode {
  const send = useSend()
  const queryClient = useQueryClient()
  const { message } = App.useApp()
  const [intention] = useState(() => createIntention())
  const requery = useMutation({
    mutationFn: () => requeryPaymentOrder(send, file.orderNo, intention.keyFor(file.orderNo)),
    async onSuccess(after) {
      intention.settled()
      queryClient.setQueryData(paymentOrderFile(send, file.orderNo).queryKey, after)
      void message.info(
        after.state === file.state
          ? `通道已答复，状态仍为${orderStateWord(after.state).text}`
          : `状态已更新为${orderStateWord(after.state).text}`,
      )
      await queryClient.invalidateQueries({ queryKey: ['payment-orders', 'list'] })
      await queryClient.invalidateQueries({ queryKey: ['households'] })
    },
    onError(error) {
      if (!isPassing(error)) intention.settled()
      void message.warning(error.message, 6)
    },
  })
  return (
    <Button loading={requery.isPending} onClick={() => requery.mutate()} type={file.state === 'unknown' ? 'primary' : 'default'}>
      重新查询
    </Button>
  )
}
