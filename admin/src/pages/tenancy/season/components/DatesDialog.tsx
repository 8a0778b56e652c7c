import { DatePicker, Form, InputNumber, Modal } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import type { ReactNode } from 'react'
import type { SeasonFile } from '../../../../../../shared/contracts/tenancy/seasons.ts'
import { actOnSeason } from '../../../../api/seasons.ts'
import { useWrite } from '../../../../api/use-write.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'

type Filled = { readonly startsOn: Dayjs; readonly endsOn: Dayjs; readonly days: number }
const FORMAT = 'YYYY-MM-DD'
const required = [{ required: true, message: '请填写' }]

/** First and last day, and the days a price notice divides by. */
export function DatesDialog({ season, onClose }: { readonly season: SeasonFile; readonly onClose: () => void }): ReactNode {
  const [form] = Form.useForm<Filled>()
  const { orgUnit, code, version } = season
  const save = useWrite(
    (send, { startsOn, endsOn, days }: Filled, key) =>
      actOnSeason(send, { orgUnit, code }, '', { startsOn: startsOn.format(FORMAT), endsOn: endsOn.format(FORMAT), days, version }, key),
    { refresh: [['seasons']], onDone: onClose },
  )
  return (
    <Modal
      cancelText="取消"
      confirmLoading={save.isPending}
      okText="保存"
      onCancel={onClose}
      onOk={form.submit}
      open
      title={`修改 ${code} 采暖季`}
      width={520}
    >
      <p className="nz-dialog-note">只在筹备中、还没有发布价目时可以修改。</p>
      <Form<Filled>
        form={form}
        initialValues={{ startsOn: dayjs(season.startsOn), endsOn: dayjs(season.endsOn), days: season.days }}
        layout="vertical"
        onFinish={(filled) => save.mutate(filled)}
        requiredMark={false}
      >
        <div className="nz-triple">
          <Form.Item label="开始供热" name="startsOn" rules={required}>
            <DatePicker format={FORMAT} placeholder="年-月-日" style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item label="停止供热" name="endsOn" rules={required}>
            <DatePicker format={FORMAT} placeholder="年-月-日" style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item label="计费天数" name="days" rules={required}>
            <InputNumber max={366} min={1} style={{ width: '100%' }} />
          </Form.Item>
        </div>
      </Form>
      {save.error ? <ErrorPanel compact error={save.error} /> : null}
    </Modal>
  )
}
