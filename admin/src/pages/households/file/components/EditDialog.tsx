import { useQuery } from '@tanstack/react-query'
import { Checkbox, Form, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import type { EditHousehold } from '../../../../../../shared/contracts/households/record.ts'
import type { HouseholdFile } from '../../../../../../shared/contracts/households.ts'
import { useSend } from '../../../../api/context.ts'
import { editHousehold, householdOptions } from '../../../../api/households.ts'
import { seasonList } from '../../../../api/tenancy.ts'
import { useWrite } from '../../../../api/use-write.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { RecordFields, recordForm } from '../../record-fields.tsx'
import { type EditForm, editOf } from '../edit-form.ts'

type Props = { readonly file: HouseholdFile; readonly onClose: () => void }

/** 修改资料: personal data is replaced without being shown; everything else stands in the form as it is. */
export function EditDialog({ file, onClose }: Props): ReactNode {
  const send = useSend()
  const [form] = Form.useForm<EditForm>()
  const options = useQuery(householdOptions(send)).data
  const seasons = useQuery(seasonList(send)).data
  const [nothing, setNothing] = useState(false)
  const edit = useWrite((send, body: EditHousehold, key) => editHousehold(send, file.householdNo, body, key), {
    refresh: [['households']],
    onDone: onClose,
  })
  const { customer, place } = file
  const initial: EditForm = {
    record: recordForm(file.record),
    place: { floor: place.floor ?? '', room: place.room, address: file.address },
  }
  function submit(filled: EditForm) {
    const body = editOf(file, filled)
    setNothing(body === null)
    if (body) edit.mutate(body)
  }
  const clearable = [
    ...(customer.phone ? [{ value: 'phone', label: '手机号' }] : []),
    ...(customer.otherPhones ? [{ value: 'otherPhones', label: '其他电话' }] : []),
    ...(customer.idNo ? [{ value: 'idNo', label: '证件号码' }] : []),
  ]
  return (
    <Modal
      cancelText="取消"
      confirmLoading={edit.isPending}
      okText="保存"
      onCancel={onClose}
      onOk={form.submit}
      open
      style={{ top: 24 }}
      styles={{ body: { maxHeight: 'calc(100vh - 200px)', overflowY: 'auto', overflowX: 'hidden', paddingRight: 8 } }}
      title={`修改资料：${customer.name} ${file.householdNo}`}
      width={880}
    >
      <Form<EditForm> form={form} initialValues={initial} layout="vertical" onFinish={submit} requiredMark={false}>
        <h2>户主</h2>
        <p className="nz-dialog-note">不显示现在的内容：留空不变，填写则替换。房屋换了主人，请在“收费”页办理“过户”。</p>
        <div className="nz-form-grid">
          <Form.Item label="姓名或单位名称" name={['customer', 'name']}>
            <Input maxLength={100} placeholder={customer.name} />
          </Form.Item>
          <Form.Item label="手机号" name={['customer', 'phone']}>
            <Input inputMode="tel" maxLength={20} placeholder={customer.phone ?? '未登记'} />
          </Form.Item>
          <Form.Item label="其他电话" name={['customer', 'otherPhones']}>
            <Input maxLength={100} placeholder={customer.otherPhones ?? '最多五个，用顿号分开'} />
          </Form.Item>
          <Form.Item label="证件号码" name={['customer', 'idNo']}>
            <Input maxLength={20} placeholder={customer.idNo ?? '未登记'} />
          </Form.Item>
          {clearable.length > 0 ? (
            <Form.Item label="不再登记" name="clear" style={{ gridColumn: 'span 2' }}>
              <Checkbox.Group options={clearable} />
            </Form.Item>
          ) : null}
        </div>
        <h2>位置</h2>
        <div className="nz-form-grid">
          <Form.Item label="层号" name={['place', 'floor']}>
            <Input maxLength={16} />
          </Form.Item>
          <Form.Item label="室号" name={['place', 'room']} rules={[{ required: true, whitespace: true, message: '请填写室号' }]}>
            <Input maxLength={32} />
          </Form.Item>
          <Form.Item
            extra="改室号时自动跟着改"
            label="用热地址"
            name={['place', 'address']}
            rules={[{ required: true, whitespace: true, message: '请填写地址' }]}
          >
            <Input maxLength={200} />
          </Form.Item>
        </div>
        <h2>档案</h2>
        <RecordFields options={options} seasons={[...new Set((seasons?.items ?? []).map(({ code }) => code))]} />
        <Form.Item
          label="修改原因"
          name="reason"
          rules={[{ required: true, whitespace: true, min: 2, message: '请填写修改原因，至少 2 个字' }]}
        >
          <Input maxLength={200} placeholder="例如 用户来电更正" />
        </Form.Item>
      </Form>
      {nothing ? <p role="alert">没有任何改动</p> : null}
      {edit.error ? <ErrorPanel compact error={edit.error} /> : null}
    </Modal>
  )
}
