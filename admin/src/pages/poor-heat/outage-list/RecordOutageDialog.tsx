import { useQuery } from '@tanstack/react-query'
import { DatePicker, Form, Input, Modal, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import type { ReactNode } from 'react'
import type { Outage, RecordOutage } from '../../../../../shared/contracts/poor-heat.ts'
import { useSend } from '../../../api/context.ts'
import { recordOutage, substationList } from '../../../api/poor-heat.ts'
import { seasonList } from '../../../api/tenancy.ts'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { usePosting } from '../../households/file/corrections/use-posting.ts'

type Fields = { readonly substation: string; readonly seasonCode: string; readonly span: readonly [Dayjs, Dayjs]; readonly reason: string }
type Props = { readonly onClose: () => void; readonly onRecorded: (outage: Outage) => void }

/** The console is used where the company is: hours on the screen are Beijing's. */
const BEIJING = '+08:00'
const instantOf = (at: Dayjs) => new Date(`${at.format('YYYY-MM-DDTHH:mm:00')}${BEIJING}`).toISOString()

/** 登记停供 of a substation. Nothing is refunded before somebody else has seen the list. */
export function RecordOutageDialog({ onClose, onRecorded }: Props): ReactNode {
  const send = useSend()
  const [form] = Form.useForm<Fields>()
  const substations = useQuery(substationList(send))
  const seasons = useQuery(seasonList(send))
  const post = usePosting((body: RecordOutage, key) => recordOutage(send, body, key), onRecorded)
  const all = substations.data?.items ?? []
  const fault = substations.error ?? seasons.error ?? post.error
  return (
    <Modal
      cancelText="取消"
      confirmLoading={post.isPending}
      okText="登记"
      onCancel={onClose}
      onOk={form.submit}
      open
      title="登记停供"
      width={560}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        onFinish={({ substation: index, seasonCode, span: [from, to], reason }) => {
          const chosen = all[Number(index)]
          if (!chosen) return
          const { orgUnit, name: substation } = chosen
          post.mutate({ orgUnit, substation, seasonCode, startedAt: instantOf(from), endedAt: instantOf(to), reason: reason.trim() })
        }}
        requiredMark={false}
      >
        <Form.Item
          extra={substations.data && all.length === 0 ? '还没有换热站：请先在用热户资料里填写换热站' : undefined}
          label="换热站"
          name="substation"
          rules={[{ required: true, message: '请选择换热站' }]}
        >
          <Select
            loading={substations.isPending}
            options={all.map(({ name, orgUnitName, households }, index) => ({
              value: String(index),
              label: `${orgUnitName}　${name}（${households} 户）`,
            }))}
            placeholder="请选择"
            showSearch={{ optionFilterProp: 'label' }}
          />
        </Form.Item>
        <Form.Item label="采暖季" name="seasonCode" rules={[{ required: true, message: '请选择采暖季' }]}>
          <Select
            loading={seasons.isPending}
            options={(seasons.data?.items ?? []).map(({ code }) => ({ value: code, label: code }))}
            placeholder="请选择"
          />
        </Form.Item>
        <Form.Item label="停供 → 恢复" name="span" rules={[{ required: true, message: '请选择停供和恢复时间' }]}>
          <DatePicker.RangePicker format="YYYY-MM-DD HH:mm" showTime={{ format: 'HH:mm' }} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item label="事由" name="reason" rules={[{ required: true, whitespace: true, min: 2, message: '请填写事由' }]}>
          <Input maxLength={200} placeholder="如：一次网抢修；会写在每户的退费明细上" />
        </Form.Item>
      </Form>
      {fault ? <ErrorPanel compact error={fault} /> : null}
    </Modal>
  )
}
