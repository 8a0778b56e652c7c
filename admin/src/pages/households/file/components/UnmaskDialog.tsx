import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import type { UnmaskedPerson } from '../../../../../../shared/contracts/households.ts'
import { useSend } from '../../../../api/context.ts'
import { type UnmaskReason, unmaskHousehold } from '../../../../api/households.ts'
import { createIntention } from '../../../../api/idempotency.ts'
import { isPassing } from '../../../../api/problem.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'

const usualReasons = ['来电核实身份', '柜台办理业务', '上门联系用户', '核对欠费']

type Props = { readonly householdNo: string; readonly onClose: () => void; readonly onPerson: (person: UnmaskedPerson) => void }

/** Personal data is shown only against a reason, and the reason is kept. */
export function UnmaskDialog({ householdNo, onClose, onPerson }: Props): ReactNode {
  const send = useSend()
  const [form] = Form.useForm<UnmaskReason>()
  const [intention] = useState(() => createIntention())
  const unmask = useMutation({
    mutationFn: (body: UnmaskReason) => unmaskHousehold(send, householdNo, body, intention.keyFor(body)),
    onSuccess(person) {
      intention.settled()
      onPerson(person)
      onClose()
    },
    onError(error) {
      if (!isPassing(error)) intention.settled()
    },
  })
  return (
    <Modal
      cancelText="取消"
      confirmLoading={unmask.isPending}
      okText="查看"
      onCancel={onClose}
      onOk={form.submit}
      open
      title="查看完整个人信息"
      width={480}
    >
      <p className="nz-dialog-note">姓名和电话属于个人信息，查看人、时间和原因都会记入操作日志。</p>
      <Form<UnmaskReason>
        form={form}
        layout="vertical"
        onFinish={(body) => unmask.mutate({ reason: body.reason.trim() })}
        requiredMark={false}
      >
        <Form.Item
          label="查看原因"
          name="reason"
          rules={[
            { required: true, whitespace: true, message: '请填写查看原因' },
            { min: 2, message: '请填写查看原因，至少 2 个字' },
          ]}
        >
          <Input.TextArea autoFocus maxLength={200} rows={2} showCount />
        </Form.Item>
      </Form>
      <p className="nz-choices">
        {usualReasons.map((reason) => (
          <Button key={reason} onClick={() => form.setFieldValue('reason', reason)} size="small">
            {reason}
          </Button>
        ))}
      </p>
      {unmask.error ? <ErrorPanel compact error={unmask.error} /> : null}
    </Modal>
  )
}
