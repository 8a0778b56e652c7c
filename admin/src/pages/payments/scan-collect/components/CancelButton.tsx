import { App, Button } from 'antd'
import type { ReactNode } from 'react'
import type { ScanOrder } from '../../../../../../shared/contracts/payments/scan-collect.ts'
import { closeScanOrder } from '../../../../api/scan-collect.ts'
import { useWrite } from '../../../../api/use-write.ts'

type Props = { readonly orderNo: string; readonly onClosed: (order: ScanOrder) => void }

/** Closes the code at the channel first; money that was faster settles the order instead. */
export function CancelButton({ orderNo, onClosed }: Props): ReactNode {
  const { modal, message } = App.useApp()
  const close = useWrite((send, no: string, key) => closeScanOrder(send, no, key), {
    onDone: onClosed,
    onFault: (error) => void message.warning(error.message, 6),
  })
  const confirm = () =>
    modal.confirm({
      title: '取消这笔收款？',
      content: '取消后这个码不能再付。用户如果刚刚已经付了款，仍会入账，这里会显示收款成功。',
      okText: '取消收款',
      cancelText: '继续等待',
      onOk: () => close.mutate(orderNo),
    })
  return (
    <Button block loading={close.isPending} onClick={confirm} size="large">
      取消收款
    </Button>
  )
}
