import { App, Button, Space } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import type { MoneyTodo } from '../../../../../../shared/contracts/payments/refunds.ts'
import { formatYuan } from '../../../../../../shared/format/amount.ts'
import { applyBalance, handleTodo, moneyLists } from '../../../../api/refunds.ts'
import { useWrite } from '../../../../api/use-write.ts'
import { AskReason } from '../../../../components/AskReason.tsx'
import { Gate } from '../../../../components/Gate.tsx'
import { SuspenseDialog } from './SuspenseDialog.tsx'

type Open = 'attribute' | 'refund' | 'adopt' | 'handle' | null

/** What can be done about one piece of the list. */
export function TodoActs({ todo }: { readonly todo: MoneyTodo }): ReactNode {
  const [open, setOpen] = useState<Open>(null)
  const navigate = useNavigate()
  const { kind, no, orderNo, householdNo, can } = todo
  const file = kind === 'refund' ? `/refunds/${no}` : `/payment-orders/${encodeURIComponent(orderNo ?? '')}`
  return (
    <Space size={4} wrap>
      {can.includes('open') ? (
        <Button onClick={() => void navigate(file)} size="small">
          {kind === 'refund' ? '打开' : '退费'}
        </Button>
      ) : null}
      {can.includes('use') && householdNo ? (
        <Gate right="applyBalance">
          <UseButton householdNo={householdNo} />
        </Gate>
      ) : null}
      {can.includes('attribute') ? (
        <Gate right="attributeMoney">
          <Button onClick={() => setOpen('attribute')} size="small">
            归户
          </Button>
        </Gate>
      ) : null}
      {can.includes('refund') ? (
        <Gate right="requestRefunds">
          <Button onClick={() => setOpen('refund')} size="small">
            原路退回
          </Button>
        </Gate>
      ) : null}
      {can.includes('adopt') ? (
        <Gate right="sendRefunds">
          <Button onClick={() => setOpen('adopt')} size="small">
            补记
          </Button>
        </Gate>
      ) : null}
      {can.includes('handle') ? (
        <Gate right="attributeMoney">
          <Button onClick={() => setOpen('handle')} size="small" type="text">
            标记已处理
          </Button>
        </Gate>
      ) : null}
      {open === 'handle' ? <HandleDialog onClose={() => setOpen(null)} todo={todo} /> : null}
      {open === 'attribute' || open === 'refund' || open === 'adopt' ? (
        <SuspenseDialog act={open} onClose={() => setOpen(null)} todo={todo} />
      ) : null}
    </Space>
  )
}

function HandleDialog({ todo, onClose }: { readonly todo: MoneyTodo; readonly onClose: () => void }): ReactNode {
  const handle = useWrite((send, reason: string, key) => handleTodo(send, todo, { reason }, key), { refresh: moneyLists, onDone: onClose })
  return (
    <AskReason
      error={handle.error}
      note="只从待办里拿掉并记下原因，不动任何账。款的去向以账面为准。"
      okText="标记已处理"
      onClose={onClose}
      onOk={(reason) => handle.mutate(reason)}
      pending={handle.isPending}
      title="标记已处理"
    />
  )
}

function UseButton({ householdNo }: { readonly householdNo: string }): ReactNode {
  const { message } = App.useApp()
  const use = useWrite((send, no: string, key) => applyBalance(send, no, key), {
    refresh: moneyLists,
    onDone: ({ usedFen }) => void message.success(`已用余额抵缴 ${formatYuan(usedFen)}`),
  })
  return (
    <Button
      loading={use.isPending}
      onClick={() => use.mutate(householdNo, { onError: (error) => void message.warning(error.message, 6) })}
      size="small"
    >
      抵缴欠费
    </Button>
  )
}
