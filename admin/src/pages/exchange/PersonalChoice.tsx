import { Checkbox, Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { useAccess } from '../../api/context.ts'

export type PersonalFilled = { readonly whole?: boolean; readonly reason?: string }

/** Whether names and telephones go out whole; then the reason is asked for. Inside a form of `PersonalFilled`. */
export function PersonalChoice({ text }: { readonly text: string }): ReactNode {
  const { unmaskPerson } = useAccess()
  const whole = Form.useWatch('whole')
  return (
    <>
      {unmaskPerson ? (
        <Form.Item name="whole" valuePropName="checked">
          <Checkbox>{text}</Checkbox>
        </Form.Item>
      ) : null}
      {whole ? (
        <Form.Item label="原因" name="reason" rules={[{ required: true, min: 2, whitespace: true, message: '请填写导出原因' }]}>
          <Input maxLength={200} />
        </Form.Item>
      ) : null}
    </>
  )
}

export function personalOf({ whole, reason }: PersonalFilled) {
  return whole ? ({ personal: 'whole', reason } as const) : ({ personal: 'masked' } as const)
}
