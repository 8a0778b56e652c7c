import { App, Button, Form, Input, Modal, Popconfirm } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Difference } from '../../../../../../shared/contracts/reconciliation.ts'
import { actOnDifference, type DifferenceAct } from '../../../../api/reconciliation.ts'
import { useWrite } from '../../../../api/use-write.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'

function useDifferenceAct(difference: Difference, act: DifferenceAct, onDone: () => void) {
  return useWrite((send, body: object, key) => actOnDifference(send, difference.differenceNo, act, body, key), {
    refresh: [['statements']],
    onDone,
  })
}

/** What may be done with it now: a word by one person, a second look by another. */
export function DifferenceActs({ difference }: { readonly difference: Difference }): ReactNode {
  const [asked, setAsked] = useState<'explanation' | 'rejection' | null>(null)
  const { message } = App.useApp()
  const confirm = useDifferenceAct(difference, 'confirmation', () => void message.success('已复核', 2))
  const { state, ownWork, revision } = difference
  if (state === 'settled' || state === 'healed') return null
  return (
    <>
      {state === 'open' ? (
        <Button onClick={() => setAsked('explanation')} size="small" type="link">
          说明
        </Button>
      ) : ownWork ? (
        <span className="nz-soft">等待另一位同事复核</span>
      ) : (
        <>
          <Popconfirm
            cancelText="取消"
            description={confirm.error ? confirm.error.message : '说明属实，这条差异算处理完。'}
            okButtonProps={{ loading: confirm.isPending }}
            okText="通过"
            onConfirm={() => confirm.mutateAsync({ revision }).catch(() => undefined)}
            placement="left"
            title="复核通过？"
          >
            <Button size="small" type="link">
              通过
            </Button>
          </Popconfirm>
          <Button onClick={() => setAsked('rejection')} size="small" type="link">
            退回
          </Button>
        </>
      )}
      {asked ? <ReasonDialog act={asked} difference={difference} onClose={() => setAsked(null)} /> : null}
    </>
  )
}

const words = {
  explanation: {
    title: '说明差异',
    label: '原因',
    note: '写明核对的结果，例如平台客服的答复、待查的单号。说明不改变任何账目；由另一位同事复核。',
    ok: '提交复核',
  },
  rejection: { title: '退回说明', label: '退回原因', note: '退回后差异重新成为待处理。', ok: '退回' },
} as const

type DialogProps = { readonly act: 'explanation' | 'rejection'; readonly difference: Difference; readonly onClose: () => void }

function ReasonDialog({ act, difference, onClose }: DialogProps): ReactNode {
  const [form] = Form.useForm<{ readonly reason: string }>()
  const acting = useDifferenceAct(difference, act, onClose)
  const { title, label, note, ok } = words[act]
  return (
    <Modal
      cancelText="取消"
      confirmLoading={acting.isPending}
      okText={ok}
      onCancel={onClose}
      onOk={form.submit}
      open
      title={title}
      width={480}
    >
      <p className="nz-dialog-note">{note}</p>
      {difference.reason ? <p>{difference.reason}</p> : null}
      <Form
        form={form}
        layout="vertical"
        onFinish={({ reason }) => acting.mutate({ revision: difference.revision, reason })}
        requiredMark={false}
      >
        <Form.Item label={label} name="reason" rules={[{ required: true, whitespace: true, min: 2, message: '请写明原因' }]}>
          <Input.TextArea autoFocus maxLength={500} rows={3} />
        </Form.Item>
      </Form>
      {acting.error ? <ErrorPanel compact error={acting.error} /> : null}
    </Modal>
  )
}
