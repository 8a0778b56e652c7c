import { Form, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import { ErrorPanel } from './ErrorPanel.tsx'

type Props = {
  readonly title: string
  /** What it will do. */
  readonly note: ReactNode
  readonly okText: string
  readonly pending: boolean
  readonly error: unknown
  readonly onOk: (reason: string) => void
  readonly onClose: () => void
  readonly danger?: boolean
}

/** Asks why, before something is done that others will ask about. */
export function AskReason({ title, note, okText, pending, error, onOk, onClose, danger = false }: Props): ReactNode {
  const [form] = Form.useForm<{ readonly reason: string }>()
  return (
    <Modal
      cancelText="取消"
      confirmLoading={pending}
      okButtonProps={{ danger }}
      okText={okText}
      onCancel={onClose}
      onOk={form.submit}
      open
      title={title}
      width={480}
    >
      <p className="nz-dialog-note">{note}</p>
      <Form form={form} layout="vertical" onFinish={({ reason }) => onOk(reason)} requiredMark={false}>
        <Form.Item label="原因" name="reason" rules={[{ required: true, whitespace: true, min: 2, message: '请填写原因' }]}>
          <Input.TextArea autoFocus maxLength={200} rows={3} />
        </Form.Item>
      </Form>
      {error ? <ErrorPanel compact error={error} /> : null}
    </Modal>
  )
}
