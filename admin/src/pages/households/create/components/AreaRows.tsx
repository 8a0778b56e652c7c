import { DeleteOutlined } from '@ant-design/icons'
import { AutoComplete, Button, Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import type { HouseholdOptions } from '../../../../../../shared/contracts/households.ts'
import { customerClassName } from '../../../../../../shared/format/names.ts'
import { isFigure } from '../../file/corrections/area-form.ts'
import { emptyArea } from '../create-form.ts'

const figures = [
  { name: 'gross', label: '建筑面积 ㎡', needed: true, placeholder: '例如 89.50' },
  { name: 'inside', label: '套内面积 ㎡', needed: false, placeholder: '可不填' },
  { name: 'billed', label: '采暖面积 ㎡', needed: false, placeholder: '同建筑面积' },
  { name: 'height', label: '层高 m', needed: false, placeholder: '可不填' },
] as const

/** 面积信息多条: each with its own class and price type. */
export function AreaRows({ options }: { readonly options: HouseholdOptions | undefined }): ReactNode {
  const required = (what: string) => [{ required: true, whitespace: true, message: `请填写${what}` }]
  return (
    <Form.List name="areas">
      {(rows, { add, remove }) => (
        <>
          {rows.map(({ key, name: index }) => (
            <div className="nz-area-row" key={key}>
              <Form.Item label="面积名称" name={[index, 'name']} rules={required('面积名称')}>
                <Input maxLength={32} />
              </Form.Item>
              <Form.Item label="客户类型" name={[index, 'customerClass']} rules={required('客户类型')}>
                <Select options={(options?.customerClasses ?? []).map((value) => ({ value, label: customerClassName(value) }))} />
              </Form.Item>
              <Form.Item label="单价类型" name={[index, 'priceType']} rules={required('单价类型')}>
                <AutoComplete maxLength={32} options={(options?.priceTypes ?? []).map((value) => ({ value }))} />
              </Form.Item>
              {figures.map(({ name, label, needed, placeholder }) => (
                <Form.Item
                  key={name}
                  label={label}
                  name={[index, name]}
                  required={needed}
                  rules={[
                    {
                      validator: (_, text: string = '') =>
                        isFigure(text, needed) ? Promise.resolve() : Promise.reject(new Error('大于 0，最多 3 位小数')),
                    },
                  ]}
                >
                  <Input className="nz-figures" inputMode="decimal" placeholder={placeholder} />
                </Form.Item>
              ))}
              <Form.Item label="面积来源" name={[index, 'provenance']} rules={required('面积来源')}>
                <Input maxLength={64} />
              </Form.Item>
              <Form.Item label=" ">
                <Button
                  aria-label={`删除第 ${index + 1} 条面积`}
                  disabled={rows.length === 1}
                  icon={<DeleteOutlined aria-hidden />}
                  onClick={() => remove(index)}
                  type="text"
                />
              </Form.Item>
            </div>
          ))}
          <Button disabled={rows.length >= 50} onClick={() => add({ ...emptyArea, name: '' })} size="small">
            再加一条面积
          </Button>
        </>
      )}
    </Form.List>
  )
}
