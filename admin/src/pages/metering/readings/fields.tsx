import { DatePicker, Form, Input } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import type { ReactNode } from 'react'
import { scaled } from '../../tariffs/form/field-text.ts'

type Props = {
  readonly label: string
  readonly name: string | readonly (string | number)[]
  readonly needed?: boolean
  readonly autoFocus?: boolean
  readonly extra?: string
}

/** A figure with up to three decimals, kept as the text that was typed. */
export function FigureField({ label, name, needed = true, autoFocus = false, extra }: Props): ReactNode {
  const fits = (text: string) => (text === '' ? !needed : (scaled(text, 3) ?? -1) >= 0)
  return (
    <Form.Item
      extra={extra}
      label={label}
      name={typeof name === 'string' ? name : [...name]}
      rules={[
        {
          validator: (_, text?: string) =>
            fits((text ?? '').trim()) ? Promise.resolve() : Promise.reject(new Error('请填写不小于 0 的数字，最多 3 位小数')),
        },
      ]}
    >
      <Input autoFocus={autoFocus} className="nz-figures" inputMode="decimal" />
    </Form.Item>
  )
}

/** A local day as the server writes it. */
export function DayField({ label, name, needed = true, extra }: Props): ReactNode {
  return (
    <Form.Item
      extra={extra}
      getValueFromEvent={(day: Dayjs | null) => day?.format('YYYY-MM-DD')}
      getValueProps={(text?: string) => ({ value: text ? dayjs(text) : null })}
      label={label}
      name={typeof name === 'string' ? name : [...name]}
      rules={needed ? [{ required: true, message: `请选择${label}` }] : []}
    >
      <DatePicker style={{ width: '100%' }} />
    </Form.Item>
  )
}
