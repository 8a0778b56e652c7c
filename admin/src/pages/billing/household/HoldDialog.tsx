import { Form, Input, Modal, Select } from 'antd'
import type { ReactNode } from 'react'
import { localDayOf } from '../../../../../shared/calendar/local-day.ts'
import type { LateFeeHold } from '../../../../../shared/contracts/billing.ts'
import { useSend } from '../../../api/context.ts'
import { endLateFeeHold, holdLateFee } from '../../../api/household-money.ts'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { usePosting } from '../../households/file/corrections/use-posting.ts'

type Filled = { readonly seasonCode: string; readonly on: string; readonly reason: string }
type Props = {
  /** The one to end; null places another. */
  readonly hold: LateFeeHold | null
  readonly householdNo: string
  readonly seasonCodes: readonly string[]
  readonly onClose: () => void
}

/** Places a hold from a day on, with its reason; or names the last day of one. */
export function HoldDialog({ hold, householdNo, seasonCodes, onClose }: Props): ReactNode {
  const send = useSend()
  const [form] = Form.useForm<Filled>()
  const post = usePosting(
    ({ seasonCode, on, reason }: Filled, key: string) =>
      hold
        ? endLateFeeHold(send, householdNo, { seasonCode, to: on }, key)
        : holdLateFee(send, householdNo, { seasonCode, from: on, reason: reason.trim() }, key),
    onClose,
  )
  return (
    <Modal
      cancelText="取消"
      confirmLoading={post.isPending}
      okText={hold ? '恢复计收' : '暂停计收'}
      onCancel={onClose}
      onOk={form.submit}
      open
      title={hold ? `恢复计收 ${hold.seasonCode} 违约金` : '暂停计收违约金'}
      width={448}
    >
      <p className="nz-dialog-note">
        {hold
          ? `自 ${hold.from} 起暂停，原因：${hold.reason}。填写不计收的最后一天，次日起恢复计收。`
          : '暂停前已产生的违约金会先入账；暂停期间不再增加。用于关阀、异议处理、诉讼等情形。'}
      </p>
      <Form<Filled>
        form={form}
        initialValues={{ seasonCode: seasonCodes[0], on: localDayOf(Date.now()), reason: '' }}
        layout="vertical"
        onFinish={(filled) => post.mutate(filled)}
        requiredMark={false}
      >
        <Form.Item label="采暖季" name="seasonCode">
          <Select disabled={hold !== null} options={seasonCodes.map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Form.Item label={hold ? '暂停的最后一天' : '自哪一天起暂停'} name="on" rules={[{ required: true, message: '请填写日期' }]}>
          <Input type="date" />
        </Form.Item>
        {hold ? null : (
          <Form.Item label="原因" name="reason" rules={[{ required: true, min: 2, whitespace: true, message: '请填写原因' }]}>
            <Input.TextArea maxLength={200} placeholder="例如：已关阀，待核实" rows={2} showCount />
          </Form.Item>
        )}
      </Form>
      {post.error ? <ErrorPanel compact error={post.error} /> : null}
    </Modal>
  )
}
