import { DatePicker, Form, Input, Modal } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import type { ReactNode } from 'react'
import { type ListKind, listKindNames } from '../../../../../../shared/format/household-words.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { useMark } from '../use-mark.ts'

type Props = {
  readonly householdNo: string
  readonly list: ListKind
  readonly act: 'mark' | 'end'
  readonly onClose: () => void
}
type Filled = { readonly reason: string; readonly toOn?: Dayjs | null }

/** Onto a list, or off it: always with the reason. */
export function ListDialog({ householdNo, list, act, onClose }: Props): ReactNode {
  const [form] = Form.useForm<Filled>()
  const mark = useMark(householdNo, 'lists', onClose)
  const title = `${act === 'mark' ? '列入' : '移出'}${listKindNames[list]}`
  return (
    <Modal
      cancelText="取消"
      confirmLoading={mark.isPending}
      okText={title}
      onCancel={onClose}
      onOk={form.submit}
      open
      title={title}
      width={480}
    >
      <Form<Filled>
        form={form}
        layout="vertical"
        onFinish={({ reason, toOn }) =>
          mark.mutate({ act, list, reason: reason.trim(), ...(act === 'mark' && toOn ? { toOn: toOn.format('YYYY-MM-DD') } : {}) })
        }
        requiredMark={false}
      >
        <Form.Item label="原因" name="reason" rules={[{ required: true, whitespace: true, min: 2, message: '请填写原因，至少 2 个字' }]}>
          <Input.TextArea autoFocus maxLength={200} rows={2} showCount />
        </Form.Item>
        {act === 'mark' ? (
          <Form.Item extra="不填则一直有效，直到移出" label="截止日期" name="toOn">
            <DatePicker disabledDate={(day: Dayjs) => day.isBefore(dayjs().startOf('day'))} style={{ width: '100%' }} />
          </Form.Item>
        ) : null}
      </Form>
      {mark.error ? <ErrorPanel compact error={mark.error} /> : null}
    </Modal>
  )
}
