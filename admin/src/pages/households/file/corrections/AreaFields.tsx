import { Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import type { HeatedArea } from '../../../../../../shared/contracts/households.ts'
import { customerClassName, knownCustomerClasses } from '../../../../../../shared/format/names.ts'
import { isFigure } from './area-form.ts'

const figures = [
  { name: 'gross', label: '建筑面积 ㎡', needed: true },
  { name: 'inside', label: '套内面积 ㎡', needed: false },
  { name: 'usable', label: '使用面积 ㎡', needed: false },
  { name: 'billed', label: '收费面积 ㎡', needed: true },
  { name: 'height', label: '层高 m', needed: false },
] as const

/** One 面积行 as it can be changed. */
export function AreaFields({ area, index }: { readonly area: HeatedArea; readonly index: number }): ReactNode {
  const name = (field: string) => ['areas', index, field]
  return (
    <fieldset className="nz-area-fields">
      <legend>
        面积行 {area.areaNo}　{area.name}
      </legend>
      {figures.map(({ name: field, label, needed }) => (
        <Form.Item
          key={field}
          label={label}
          name={name(field)}
          rules={[
            {
              validator: (_, text: string) =>
                isFigure(text ?? '', needed) ? Promise.resolve() : Promise.reject(new Error('请填写大于 0 的数字，最多 3 位小数')),
            },
          ]}
        >
          <Input className="nz-figures" inputMode="decimal" />
        </Form.Item>
      ))}
      <Form.Item label="用户类型" name={name('customerClass')}>
        <Select options={classesWith(area.customerClass)} />
      </Form.Item>
      <Form.Item label="单价类型" name={name('priceType')} rules={[{ required: true, message: '请填写单价类型' }]}>
        <Input maxLength={32} />
      </Form.Item>
      <Form.Item label="状态" name={name('status')}>
        <Select
          options={[
            { value: 'heating', label: '用热' },
            { value: 'stopped', label: '停热' },
          ]}
        />
      </Form.Item>
      <Form.Item label="面积来源" name={name('provenance')} rules={[{ required: true, message: '请填写面积来源' }]}>
        <Input maxLength={64} />
      </Form.Item>
    </fieldset>
  )
}

/** The classes every company has, and this one's own where it is another. */
function classesWith(own: string) {
  const codes = new Set([...knownCustomerClasses.map(({ code }) => code), own])
  return [...codes].map((code) => ({ value: code, label: customerClassName(code) }))
}
