import { Button, Form, Input, Modal, Select, Tabs } from 'antd'
import { type ReactNode, useState } from 'react'
import type { MeteredHousehold } from '../../../../../shared/contracts/metering.ts'
import { useAccess, useSend } from '../../../api/context.ts'
import { actOnMeter, type MeterAct } from '../../../api/metering.ts'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { usePosting } from '../../households/file/corrections/use-posting.ts'
import { pointed, scaled } from '../../tariffs/form/field-text.ts'
import { DayField, FigureField } from './fields.tsx'

type Props = {
  readonly row: MeteredHousehold
  readonly seasonCode: string
  readonly onClose: () => void
  readonly onDone: (words: string) => void
}
type Texts = Readonly<Record<string, string | undefined>>

const units = [
  { value: 'kWh', label: 'kWh' },
  { value: 'GJ', label: 'GJ' },
]
const milli = (text: string | undefined) => scaled((text ?? '').trim(), 3) ?? 0
const reasonRules = [{ required: true, whitespace: true, min: 2, message: '请填写原因' }]

/** Readings, fitting, replacing and missing meters of one household: one small form each. */
export function MeterDialog({ row, seasonCode, onClose, onDone }: Props): ReactNode {
  const send = useSend()
  const { replaceMeter } = useAccess()
  const [words, setWords] = useState('')
  const act = usePosting(
    (given: MeterAct, key) => actOnMeter(send, row.householdNo, given, key),
    () => onDone(words),
  )
  const submit = (done: string) => (given: MeterAct) => {
    setWords(done)
    act.mutate(given)
  }
  const areas = row.areas.map(({ areaNo, name }) => ({ value: areaNo, label: `${areaNo} ${name}` }))
  const meters = row.areas.flatMap(({ meters }) => meters)
  const forms = { seasonCode, pending: act.isPending }
  const tabs = [
    ...(meters.length > 0
      ? [{ key: 'read', label: '录入读数', children: <ReadingForm {...forms} meters={meters} onAct={submit('读数已录入')} /> }]
      : []),
    ...(replaceMeter ? [{ key: 'fit', label: '装表', children: <FitForm {...forms} areas={areas} onAct={submit('已登记装表')} /> }] : []),
    ...(replaceMeter && meters.some(({ removedOn }) => removedOn === null)
      ? [{ key: 'replace', label: '换表', children: <ReplaceForm {...forms} meters={meters} onAct={submit('已登记换表')} /> }]
      : []),
    { key: 'gap', label: '表缺失或故障', children: <GapForm {...forms} areas={areas} onAct={submit('已登记')} /> },
  ]
  return (
    <Modal footer={null} onCancel={onClose} open title={`热量表　${row.householdNo} ${row.customerName}`} width={640}>
      <Tabs items={tabs} />
      {act.error ? <ErrorPanel compact error={act.error} /> : null}
    </Modal>
  )
}

type FormProps = { readonly seasonCode: string; readonly pending: boolean; readonly onAct: (act: MeterAct) => void }
type Meter = MeteredHousehold['areas'][number]['meters'][number]

function ReadingForm({ seasonCode, pending, meters, onAct }: FormProps & { readonly meters: readonly Meter[] }): ReactNode {
  const [form] = Form.useForm<Texts>()
  const purpose = Form.useWatch('purpose', form)
  const chosen = Form.useWatch('meterNo', form)
  const meter = meters.find(({ meterNo }) => meterNo === chosen)
  const known = purpose === 'start' ? meter?.startMilli : meter?.endMilli
  const first = meters.find(({ endMilli }) => endMilli === null) ?? meters[0]
  return (
    <Form<Texts>
      form={form}
      initialValues={{ meterNo: first?.meterNo, purpose: 'end' }}
      layout="vertical"
      onFinish={({ meterNo = '', purpose, value, readOn = '', reason }) =>
        onAct({
          kind: 'readings',
          body: {
            seasonCode,
            readings: [{ meterNo, purpose: purpose === 'start' ? 'start' : 'end', valueMilli: milli(value), readOn }],
            ...(reason?.trim() ? { reason: reason.trim() } : {}),
          },
        })
      }
      requiredMark={false}
    >
      <Form.Item label="热量表" name="meterNo">
        <Select options={meters.map(({ meterNo, unit }) => ({ value: meterNo, label: `${meterNo}（${unit}）` }))} />
      </Form.Item>
      <Form.Item
        extra={known === null || known === undefined ? undefined : `已有读数 ${pointed(known, 3)}，更正须填写原因`}
        label="读数种类"
        name="purpose"
      >
        <Select
          options={[
            { value: 'start', label: '起始读数（季初或装表时）' },
            { value: 'end', label: '终止读数（季末或拆表时）' },
          ]}
        />
      </Form.Item>
      <FigureField autoFocus label={`读数 ${meter?.unit ?? ''}`} name="value" />
      <DayField label="抄表日期" name="readOn" />
      {known === null || known === undefined ? null : (
        <Form.Item label="更正原因" name="reason" rules={reasonRules}>
          <Input maxLength={200} />
        </Form.Item>
      )}
      <Button htmlType="submit" loading={pending} type="primary">
        保存读数
      </Button>
    </Form>
  )
}

type Areas = readonly { readonly value: number; readonly label: string }[]

function FitForm({ seasonCode, pending, areas, onAct }: FormProps & { readonly areas: Areas }): ReactNode {
  return (
    <Form<Omit<Texts, 'areaNo'> & { readonly areaNo: number }>
      initialValues={{ areaNo: areas[0]?.value, unit: 'kWh' }}
      layout="vertical"
      onFinish={({ areaNo, meterNo = '', unit, fittedOn = '', start }) =>
        onAct({
          kind: 'meters',
          body: { seasonCode, areaNo, meterNo, unit: unit === 'GJ' ? 'GJ' : 'kWh', fittedOn, startMilli: milli(start) },
        })
      }
      requiredMark={false}
    >
      <Form.Item label="面积行" name="areaNo">
        <Select options={[...areas]} />
      </Form.Item>
      <MeterNoField label="表号" name="meterNo" />
      <Form.Item label="计量单位" name="unit">
        <Select options={units} />
      </Form.Item>
      <DayField label="装表日期" name="fittedOn" />
      <FigureField label="装表时读数" name="start" />
      <Button htmlType="submit" loading={pending} type="primary">
        登记装表
      </Button>
    </Form>
  )
}

function ReplaceForm({ seasonCode, pending, meters, onAct }: FormProps & { readonly meters: readonly Meter[] }): ReactNode {
  const hanging = meters.filter(({ removedOn }) => removedOn === null)
  return (
    <Form<Texts>
      initialValues={{ meterNo: hanging[0]?.meterNo, newUnit: hanging[0]?.unit }}
      layout="vertical"
      onFinish={({ meterNo = '', removedOn = '', end, newMeterNo = '', newUnit, newStart, reason = '' }) =>
        onAct({
          kind: 'meters/replacement',
          body: {
            ...{ seasonCode, meterNo, removedOn, endMilli: milli(end), newMeterNo, reason: reason.trim() },
            ...{ newUnit: newUnit === 'GJ' ? 'GJ' : 'kWh', newStartMilli: milli(newStart) },
          },
        })
      }
      requiredMark={false}
    >
      <Form.Item label="旧表" name="meterNo">
        <Select options={hanging.map(({ meterNo }) => ({ value: meterNo, label: meterNo }))} />
      </Form.Item>
      <DayField label="换表日期" name="removedOn" />
      <FigureField label="旧表拆下时读数" name="end" />
      <MeterNoField label="新表号" name="newMeterNo" />
      <Form.Item label="新表计量单位" name="newUnit">
        <Select options={units} />
      </Form.Item>
      <FigureField label="新表装上时读数" name="newStart" />
      <Form.Item label="换表原因" name="reason" rules={reasonRules}>
        <Input maxLength={200} />
      </Form.Item>
      <Button htmlType="submit" loading={pending} type="primary">
        登记换表
      </Button>
    </Form>
  )
}

function GapForm({ seasonCode, pending, areas, onAct }: FormProps & { readonly areas: Areas }): ReactNode {
  const [form] = Form.useForm<Omit<Texts, 'areaNo'> & { readonly areaNo: number }>()
  const missing = Form.useWatch('missing', form) !== 'no'
  return (
    <Form
      form={form}
      initialValues={{ areaNo: areas[0]?.value, missing: 'yes', unit: 'kWh' }}
      layout="vertical"
      onFinish={({ areaNo, missing, average, unit, reason = '' }) =>
        onAct({
          kind: 'metering-gaps',
          body: {
            ...{ seasonCode, areaNo, missing: missing !== 'no', reason: reason.trim() },
            ...(missing !== 'no' && average?.trim() ? { neighboursMilliPerM2: milli(average), unit: unit === 'GJ' ? 'GJ' : 'kWh' } : {}),
          },
        })
      }
      requiredMark={false}
    >
      <Form.Item label="面积行" name="areaNo">
        <Select options={[...areas]} />
      </Form.Item>
      <Form.Item label="登记" name="missing">
        <Select
          options={[
            { value: 'yes', label: '本季按表缺失或故障处理' },
            { value: 'no', label: '撤销，按读数结算' },
          ]}
        />
      </Form.Item>
      {missing ? (
        <>
          <FigureField
            extra="价格文件规定按同类用户平均用热量结算时填写"
            label="同类用户平均用热量（每㎡，可不填）"
            name="average"
            needed={false}
          />
          <Form.Item label="计量单位" name="unit">
            <Select options={units} />
          </Form.Item>
        </>
      ) : null}
      <Form.Item label="原因" name="reason" rules={reasonRules}>
        <Input maxLength={200} />
      </Form.Item>
      <Button htmlType="submit" loading={pending} type="primary">
        保存
      </Button>
    </Form>
  )
}

function MeterNoField({ label, name }: { readonly label: string; readonly name: string }): ReactNode {
  return (
    <Form.Item
      label={label}
      name={name}
      rules={[{ required: true, pattern: /^[0-9A-Za-z-]{2,32}$/, message: '表号为 2-32 位数字、字母或短横线' }]}
    >
      <Input maxLength={32} />
    </Form.Item>
  )
}
