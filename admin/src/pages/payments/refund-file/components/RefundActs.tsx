import { App, Button, Space } from 'antd'
import { type ReactNode, useState } from 'react'
import type { RefundFile } from '../../../../../../shared/contracts/payments/refunds.ts'
import { formatYuan } from '../../../../../../shared/format/amount.ts'
import { approveRefund, moneyLists, requeryRefund, stopRefund } from '../../../../api/refunds.ts'
import { useWrite } from '../../../../api/use-write.ts'
import { AskReason } from '../../../../components/AskReason.tsx'
import { Gate } from '../../../../components/Gate.tsx'
import { refundStateWord } from '../../../../words/states.ts'

/** What this reader can do with the refund as it stands. */
export function RefundActs({ file }: { readonly file: RefundFile }): ReactNode {
  const { state, mine } = file
  const onItsWay = ['submitted', 'unknown', 'processing', 'abnormal', 'approved'].includes(state)
  return (
    <Space>
      {state === 'requested' && !mine ? (
        <Gate right="sendRefunds">
          <StopButton act="refuse" file={file} />
        </Gate>
      ) : null}
      {state === 'requested' && !mine ? (
        <Gate right="sendRefunds">
          <ApproveButton file={file} />
        </Gate>
      ) : null}
      {(state === 'requested' || state === 'approved') && mine ? (
        <Gate right="requestRefunds">
          <StopButton act="withdraw" file={file} />
        </Gate>
      ) : null}
      {onItsWay ? (
        <Gate right="requeryOrder">
          <RequeryButton file={file} />
        </Gate>
      ) : null}
    </Space>
  )
}

function ApproveButton({ file }: { readonly file: RefundFile }): ReactNode {
  const { message, modal } = App.useApp()
  const approve = useWrite((send, refundNo: string, key) => approveRefund(send, refundNo, key), {
    refresh: moneyLists,
    onDone: (after) => void message.success(`已批准，现在${refundStateWord(after.state).text}`),
  })
  const ask = () =>
    void modal.confirm({
      title: `批准退费 ${formatYuan(file.amountFen)}？`,
      content: '批准后立即请支付通道把款退给付款人，不能再撤回。',
      okText: '批准并发起',
      cancelText: '再看看',
      onOk: () => approve.mutateAsync(file.refundNo).catch((error: Error) => void message.warning(error.message, 6)),
    })
  return (
    <Button loading={approve.isPending} onClick={ask} type="primary">
      批准并发起
    </Button>
  )
}

const WORDS = {
  refuse: { text: '驳回', title: '驳回退费', note: '款回到原处：原来缴的费用重新缴清，收回的优惠恢复。' },
  withdraw: { text: '撤回申请', title: '撤回退费申请', note: '款回到原处：原来缴的费用重新缴清，收回的优惠恢复。' },
} as const

function StopButton({ file, act }: { readonly file: RefundFile; readonly act: keyof typeof WORDS }): ReactNode {
  const [open, setOpen] = useState(false)
  const { message } = App.useApp()
  const { text, title, note } = WORDS[act]
  const stop = useWrite((send, reason: string, key) => stopRefund(send, file.refundNo, act, { reason }, key), {
    refresh: moneyLists,
    onDone: () => {
      setOpen(false)
      void message.success(`已${act === 'refuse' ? '驳回' : '撤回'}，款已回到原处`)
    },
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{text}</Button>
      {open ? (
        <AskReason
          error={stop.error}
          note={note}
          okText={text}
          onClose={() => setOpen(false)}
          onOk={(reason) => stop.mutate(reason)}
          pending={stop.isPending}
          title={title}
        />
      ) : null}
    </>
  )
}

/** Asks the channel now; a refund that could not go out yet is sent again. */
function RequeryButton({ file }: { readonly file: RefundFile }): ReactNode {
  const { message } = App.useApp()
  const requery = useWrite((send, refundNo: string, key) => requeryRefund(send, refundNo, key), {
    refresh: moneyLists,
    onDone: (after) =>
      void message.info(
        after.state === file.state
          ? `通道已答复，状态仍为${refundStateWord(after.state).text}`
          : `状态已更新为${refundStateWord(after.state).text}`,
      ),
  })
  return (
    <Button
      loading={requery.isPending}
      onClick={() => requery.mutate(file.refundNo, { onError: (error) => void message.warning(error.message, 6) })}
      type={file.state === 'unknown' ? 'primary' : 'default'}
    >
      {file.state === 'approved' ? '再次发起' : '重新查询'}
    </Button>
  )
}
