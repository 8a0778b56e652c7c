import { useMutation, useQuery } from '@tanstack/react-query'
import { Form, Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Import } from '../../../../../../shared/contracts/exchange.ts'
import { useSend } from '../../../../api/context.ts'
import { uploadContacts } from '../../../../api/exchange.ts'
import { createIntention } from '../../../../api/idempotency.ts'
import { isPassing } from '../../../../api/problem.ts'
import { orgUnitList } from '../../../../api/tenancy.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { WorkbookField } from './WorkbookField.tsx'

type Props = { readonly onClose: () => void; readonly onUploaded: (made: Import) => void }
type Filled = { readonly orgUnit: string }

/** The way back of 导出修改: an edited workbook of contacts. */
export function UploadContactsDialog({ onClose, onUploaded }: Props): ReactNode {
  const send = useSend()
  const [form] = Form.useForm<Filled>()
  const [file, setFile] = useState<File | null>(null)
  const units = useQuery(orgUnitList(send))
  const [intention] = useState(() => createIntention())
  const upload = useMutation({
    mutationFn: (given: { readonly file: File; readonly orgUnit: string }) => {
      const { name, size, lastModified } = given.file
      return uploadContacts(send, given, intention.keyFor({ orgUnit: given.orgUnit, name, size, lastModified }))
    },
    onSuccess(made) {
      intention.settled()
      onUploaded(made)
    },
    onError(error) {
      if (!isPassing(error)) intention.settled()
    },
  })
  const fault = units.error ?? upload.error
  return (
    <Modal
      cancelText="取消"
      confirmLoading={upload.isPending}
      okButtonProps={{ disabled: file === null }}
      okText="上传并校验"
      onCancel={onClose}
      onOk={form.submit}
      open
      title="上传客户资料修改"
      width={560}
    >
      <p className="nz-dialog-note">
        先在用热户列表点“导出修改”，在表格里修改室号、姓名、手机号、其他电话，再在这里上传。其他列和标题不能改；导出之后被别人改过的用热户会被退回。
      </p>
      <Form<Filled> form={form} layout="vertical" onFinish={({ orgUnit }) => file && upload.mutate({ file, orgUnit })} requiredMark={false}>
        <Form.Item extra="表格里的用热户须在它之下" label="组织" name="orgUnit" rules={[{ required: true, message: '请选择组织' }]}>
          <Select
            autoFocus
            loading={units.isPending}
            options={(units.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))}
            placeholder="请选择"
            showSearch={{ optionFilterProp: 'label' }}
          />
        </Form.Item>
        <WorkbookField extra=".xlsx，最大 20 MB；一次最多修改 5000 户" file={file} onChange={setFile} />
      </Form>
      {fault ? <ErrorPanel compact error={fault} /> : null}
    </Modal>
  )
}
