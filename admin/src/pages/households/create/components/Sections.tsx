import { useQuery } from '@tanstack/react-query'
import { AutoComplete, Form, Input, Radio, Select } from 'antd'
import type { ReactNode } from 'react'
import type { HouseholdOptions } from '../../../../../../shared/contracts/households.ts'
import { useSend } from '../../../../api/context.ts'
import { orgUnitList } from '../../../../api/tenancy.ts'
import { AreaRows } from './AreaRows.tsx'

type WithOptions = { readonly options: HouseholdOptions | undefined }

const required = (what: string) => [{ required: true, whitespace: true, message: `请填写${what}` }]
const suggested = (words: readonly string[] = []) => ({
  options: words.map((value) => ({ value })),
  showSearch: {
    filterOption: (typed: string, option: { value?: unknown } | undefined) => String(option?.value ?? '').includes(typed.trim()),
  },
})

/** Where: places that exist are offered, new ones are made. */
export function PlaceSection({ options }: WithOptions): ReactNode {
  const units = useQuery(orgUnitList(useSend()))
  return (
    <section aria-label="位置" className="nz-paper">
      <h2>位置</h2>
      <div className="nz-form-grid">
        <Form.Item
          extra="公司内不能重复"
          label="客户卡号"
          name="householdNo"
          rules={[...required('客户卡号'), { pattern: /^\s*[0-9A-Za-z-]{4,20}\s*$/, message: '4-20 位数字、字母或短横线' }]}
        >
          <Input autoFocus className="nz-figures" maxLength={20} />
        </Form.Item>
        <Form.Item label="供热站" name="orgUnitCode" rules={[{ required: true, message: '请选择供热站' }]}>
          <Select
            loading={units.isPending}
            options={(units.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))}
            placeholder="请选择"
            showSearch={{ optionFilterProp: 'label' }}
          />
        </Form.Item>
        <Form.Item label="小区" name="community" rules={required('小区')}>
          <AutoComplete maxLength={64} {...suggested(options?.communities)} />
        </Form.Item>
        <Form.Item label="楼号" name="building" rules={required('楼号')}>
          <AutoComplete maxLength={32} placeholder="例如 3号楼" {...suggested(options?.buildings)} />
        </Form.Item>
        <Form.Item label="单元" name="entrance" rules={required('单元')}>
          <AutoComplete maxLength={32} placeholder="例如 2单元" {...suggested(options?.entrances)} />
        </Form.Item>
        <div className="nz-two">
          <Form.Item label="层号" name="floor">
            <Input maxLength={16} placeholder="可不填" />
          </Form.Item>
          <Form.Item label="室号" name="room" rules={required('室号')}>
            <Input maxLength={32} placeholder="例如 501" />
          </Form.Item>
        </div>
      </div>
    </section>
  )
}

export function CustomerSection(): ReactNode {
  return (
    <section aria-label="户主" className="nz-paper">
      <h2>户主</h2>
      <div className="nz-form-grid">
        <Form.Item label="户主类型" name={['customer', 'kind']}>
          <Radio.Group
            options={[
              { value: 'person', label: '个人' },
              { value: 'firm', label: '单位' },
            ]}
          />
        </Form.Item>
        <Form.Item label="客户名称" name={['customer', 'name']} rules={required('客户名称')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item label="手机号" name={['customer', 'phone']}>
          <Input inputMode="tel" maxLength={20} placeholder="可不填" />
        </Form.Item>
        <Form.Item label="其他电话" name={['customer', 'otherPhones']}>
          <Input maxLength={100} placeholder="最多五个，用顿号分开" />
        </Form.Item>
        <Form.Item extra="加密保存" label="证件号码" name={['customer', 'idNo']}>
          <Input maxLength={20} placeholder="可不填" />
        </Form.Item>
      </div>
    </section>
  )
}

/** The areas of one season; a household without a season is not connected yet. */
export function AreaSection({ options, codes }: WithOptions & { readonly codes: readonly string[] }): ReactNode {
  const seasonCode = Form.useWatch('seasonCode')
  return (
    <section aria-label="面积信息" className="nz-paper">
      <h2>面积信息</h2>
      <div className="nz-form-grid">
        <Form.Item extra="不选则只建档，面积以后再登记" label="采暖季" name="seasonCode">
          <Select allowClear options={codes.map((value) => ({ value, label: value }))} placeholder="请选择" />
        </Form.Item>
        <Form.Item label="用热状态" name="status">
          <Select
            options={[
              { value: 'heating', label: '用热' },
              { value: 'stopped', label: '停热' },
            ]}
          />
        </Form.Item>
      </div>
      {seasonCode ? <AreaRows options={options} /> : null}
    </section>
  )
}
