import { Checkbox, DatePicker, Form, Input, InputNumber, Modal, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import type { ReactNode } from 'react'
import type { SeasonName } from '../../../../../../shared/contracts/tenancy/seasons.ts'
import type { OrgUnit, Season } from '../../../../../../shared/contracts/tenancy.ts'
import { planSeason } from '../../../../api/seasons.ts'
import { useWrite } from '../../../../api/use-write.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { codeAfter, lastSeasonOf, yearLater } from './next-season.ts'

type Filled = {
  readonly orgUnit: string
  readonly seasonCode: string
  readonly startsOn: Dayjs
  readonly endsOn: Dayjs
  readonly days?: number | null
  readonly households?: boolean
  readonly keepStops?: boolean
  readonly ruleSets?: boolean
}
type Props = {
  readonly seasons: readonly Season[]
  readonly units: readonly OrgUnit[]
  readonly onClose: () => void
  readonly onPlanned: (season: SeasonName) => void
}

const FORMAT = 'YYYY-MM-DD'

/** A new season, filled in from the last one: dates a year later, and what is taken over. */
export function PlanDialog({ seasons, units, onClose, onPlanned }: Props): ReactNode {
  const [form] = Form.useForm<Filled>()
  const top = units.find(({ parentCode }) => parentCode === null)?.code ?? ''
  const orgUnit = Form.useWatch('orgUnit', form) ?? top
  const households = Form.useWatch('households', form)
  const last = lastSeasonOf(seasons, orgUnit)
  const plan = useWrite(
    (send, filled: Filled, key) =>
      planSeason(
        send,
        {
          orgUnit: filled.orgUnit,
          seasonCode: filled.seasonCode,
          startsOn: filled.startsOn.format(FORMAT),
          endsOn: filled.endsOn.format(FORMAT),
          ...(filled.days ? { days: filled.days } : {}),
          carry:
            last && (filled.households || filled.ruleSets)
              ? {
                  fromSeason: last.code,
                  households: filled.households === true,
                  keepStops: filled.households === true && filled.keepStops === true,
                  ruleSets: filled.ruleSets === true,
                }
              : null,
        },
        key,
      ),
    { refresh: [['seasons']], onDone: onPlanned },
  )
  const initial = {
    orgUnit: top,
    ...(last
      ? {
          seasonCode: codeAfter(last.code),
          startsOn: dayjs(yearLater(last.startsOn)),
          endsOn: dayjs(yearLater(last.endsOn)),
          households: true,
          ruleSets: true,
        }
      : {}),
  }
  return (
    <Modal
      cancelText="取消"
      confirmLoading={plan.isPending}
      okText="开始筹备"
      onCancel={onClose}
      onOk={form.submit}
      open
      title="筹备新采暖季"
      width={600}
    >
      <p className="nz-dialog-note">{last ? `已按 ${last.code} 采暖季顺延一年填好，请核对后修改。` : '还没有采暖季，请填写第一个。'}</p>
      <Form<Filled> form={form} initialValues={initial} layout="vertical" onFinish={(filled) => plan.mutate(filled)} requiredMark={false}>
        <div className="nz-pair">
          <Form.Item extra="适用于它和它的全部下级" label="组织" name="orgUnit" rules={[{ required: true, message: '请选择组织' }]}>
            <Select
              options={units.filter(({ closed }) => !closed).map(({ code, name }) => ({ value: code, label: name }))}
              showSearch={{ optionFilterProp: 'label' }}
            />
          </Form.Item>
          <Form.Item label="采暖季" name="seasonCode" rules={[{ required: true, pattern: /^\d{4}-\d{4}$/, message: '格式如 2027-2028' }]}>
            <Input maxLength={9} placeholder="如 2027-2028" />
          </Form.Item>
        </div>
        <div className="nz-triple">
          <Form.Item label="开始供热" name="startsOn" rules={[{ required: true, message: '请选择日期' }]}>
            <DatePicker format={FORMAT} placeholder="年-月-日" style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item label="停止供热" name="endsOn" rules={[{ required: true, message: '请选择日期' }]}>
            <DatePicker format={FORMAT} placeholder="年-月-日" style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item extra="价格文件写明的天数" label="计费天数" name="days">
            <InputNumber max={366} min={1} placeholder="按起止日期" style={{ width: '100%' }} />
          </Form.Item>
        </div>
        {last ? (
          <fieldset className="nz-choices">
            <legend>从 {last.code} 采暖季结转</legend>
            <Form.Item name="households" noStyle valuePropName="checked">
              <Checkbox>用热户的面积和状态（停热的恢复为用热；按天的停热记录和抄表读数留在原采暖季）</Checkbox>
            </Form.Item>
            {households ? (
              <Form.Item name="keepStops" noStyle valuePropName="checked">
                <Checkbox className="nz-choice-inner">停热的保持停热</Checkbox>
              </Form.Item>
            ) : null}
            <Form.Item name="ruleSets" noStyle valuePropName="checked">
              <Checkbox>价目，复制为草稿，日期顺延；核对价格文件后由第二人发布</Checkbox>
            </Form.Item>
          </fieldset>
        ) : null}
      </Form>
      {plan.error ? <ErrorPanel compact error={plan.error} /> : null}
    </Modal>
  )
}
