import { Form, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import type { RuleSetFile, RuleSetKey } from '../../../../../../shared/contracts/tariffs.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { useAct } from '../use-act.ts'

type Props = {
  readonly act: 'return' | 'discarding' | 'withdrawal'
  readonly file: RuleSetFile
  readonly setKey: RuleSetKey
  readonly onClose: () => void
}

const words = {
  return: { title: '退回', note: '退回给编制人修改，请写明哪里与价格文件不符。' },
  discarding: { title: '作废', note: '作废后不能恢复，内容和经过仍可查看。' },
  withdrawal: { title: '撤回', note: '撤回到草稿，修改后须重新提交。' },
} as const

/** A step back. Returning and discarding say why; whoever withdraws their own work need not. */
export function ReasonDialog({ act, file, setKey, onClose }: Props): ReactNode {
  const [form] = Form.useForm<{ readonly reason: string }>()
  const acting = useAct(setKey, act, onClose)
  const { title, note } = words[act]
  const { revision } = file
  return (
    <Modal
      cancelText="取消"
      confirmLoading={acting.isPending}
      okText={title}
      onCancel={onClose}
      onOk={form.submit}
      open
      title={`${title}：${file.seasonCode} 第 ${file.version} 版`}
      width={480}
    >
      <p className="nz-dialog-note">{note}</p>
      <Form
        form={form}
        layout="vertical"
        onFinish={({ reason }) => acting.mutate(act === 'withdrawal' ? { revision } : { revision, reason })}
        requiredMark={false}
      >
        {act === 'withdrawal' ? null : (
          <Form.Item label="原因" name="reason" rules={[{ required: true, whitespace: true, min: 2, message: '请填写原因' }]}>
            <Input.TextArea autoFocus maxLength={500} rows={3} />
          </Form.Item>
        )}
      </Form>
      {acting.error ? <ErrorPanel compact error={acting.error} /> : null}
    </Modal>
  )
}
