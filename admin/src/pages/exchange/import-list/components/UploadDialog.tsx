import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Form, InputNumber, Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Import } from '../../../../../../shared/contracts/exchange.ts'
import { useSend } from '../../../../api/context.ts'
import { templateFile, type Upload, uploadImport } from '../../../../api/exchange.ts'
import { createIntention } from '../../../../api/idempotency.ts'
import { isPassing } from '../../../../api/problem.ts'
import { orgUnitList, seasonList } from '../../../../api/tenancy.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { seasonStateWord } from '../../../../words/states.ts'
import { saveFile } from '../../save-file.ts'
import { WorkbookField } from './WorkbookField.tsx'

type Filled = {
  readonly orgUnit: string
  readonly seasonCode: string
  readonly create?: boolean
  readonly high?: boolean
  readonly heightOver?: string
  readonly heightPer?: string
}
type Props = { readonly onClose: () => void; readonly onUploaded: (made: Import) => void }

/** Template, rules, file: in the order in which they are needed. */
export function UploadDialog({ onClose, onUploaded }: Props): ReactNode {
  const send = useSend()
  const [form] = Form.useForm<Filled>()
  const [file, setFile] = useState<File | null>(null)
  const high = Form.useWatch('high', form)
  const seasons = useQuery(seasonList(send))
  const units = useQuery(orgUnitList(send))
  const [intention] = useState(() => createIntention())
  const template = useMutation({
    mutationFn: async () => {
      const wanted = await form.validateFields(['orgUnit', 'seasonCode'])
      saveFile(await templateFile(send, wanted), `用热户导入模板-${wanted.seasonCode}.xlsx`)
    },
  })
  const upload = useMutation({
    mutationFn: (given: Upload) => {
      const {
        file: { name, size, lastModified },
        ...query
      } = given
      return uploadImport(send, given, intention.keyFor({ ...query, name, size, lastModified }))
    },
    onSuccess(made) {
      intention.settled()
      onUploaded(made)
    },
    onError(error) {
      if (!isPassing(error)) intention.settled()
    },
  })
  const fault = seasons.error ?? units.error ?? upload.error ?? (isFormFault(template.error) ? null : template.error)
  function start({ orgUnit, seasonCode, create, high: withHeight, heightOver, heightPer }: Filled) {
    if (!file) return
    const height = withHeight && heightOver && heightPer ? { heightOver: String(heightOver), heightPer: String(heightPer) } : {}
    upload.mutate({ orgUnit, seasonCode, newCommunities: create ? 'create' : 'refuse', ...height, file })
  }
  return (
    <Modal
      cancelText="取消"
      confirmLoading={upload.isPending}
      okButtonProps={{ disabled: file === null }}
      okText="上传并校验"
      onCancel={onClose}
      onOk={form.submit}
      open
      title="导入用热户"
      width={560}
    >
      <Form<Filled> form={form} initialValues={{ heightOver: '3', heightPer: '3' }} layout="vertical" onFinish={start} requiredMark={false}>
        <Form.Item extra="工作簿里的供热站须是它或它的下级" label="组织" name="orgUnit" rules={[{ required: true, message: '请选择组织' }]}>
          <Select
            autoFocus
            loading={units.isPending}
            options={(units.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))}
            placeholder="请选择"
            showSearch={{ optionFilterProp: 'label' }}
          />
        </Form.Item>
        <Form.Item extra="面积记在这个采暖季" label="采暖季" name="seasonCode" rules={[{ required: true, message: '请选择采暖季' }]}>
          <Select
            loading={seasons.isPending}
            options={[...new Map((seasons.data?.items ?? []).map((one) => [one.code, one])).values()].map(({ code, state }) => ({
              value: code,
              label: `${code}（${seasonStateWord(state).text}）`,
              disabled: state === 'closed',
            }))}
            placeholder="请选择"
          />
        </Form.Item>
        <Form.Item>
          <Button loading={template.isPending} onClick={() => template.mutate()}>
            下载模板
          </Button>
        </Form.Item>
        <Form.Item name="create" valuePropName="checked">
          <Checkbox>小区不存在时自动建立</Checkbox>
        </Form.Item>
        <Form.Item name="high" valuePropName="checked">
          <Checkbox>没有填采暖面积的，按超高系数计算</Checkbox>
        </Form.Item>
        {high ? (
          <p className="nz-dialog-note">
            层高超过{' '}
            <Form.Item name="heightOver" noStyle>
              <InputNumber<string> aria-label="起计层高（米）" max="20" min="1" precision={2} step="0.1" stringMode />
            </Form.Item>{' '}
            米的，采暖面积 = 建筑面积 × 层高 ÷{' '}
            <Form.Item name="heightPer" noStyle>
              <InputNumber<string> aria-label="标准层高（米）" max="20" min="1" precision={2} step="0.1" stringMode />
            </Form.Item>{' '}
            米。价目已按层高计超高费的，不重复计算。
          </p>
        ) : null}
        <WorkbookField extra=".xlsx，最大 20 MB，最多 10 万行；请勿修改标题行" file={file} onChange={setFile} />
      </Form>
      {fault ? <ErrorPanel compact error={fault} /> : null}
    </Modal>
  )
}

/** What the form itself says beside its fields. */
function isFormFault(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'errorFields' in error
}
