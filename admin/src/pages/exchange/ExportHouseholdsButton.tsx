import { useMutation } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import type { ExportHouseholds } from '../../../../shared/contracts/exchange.ts'
import { useAccess, useSend } from '../../api/context.ts'
import { householdsFile } from '../../api/exchange.ts'
import { ErrorPanel } from '../../components/ErrorPanel.tsx'
import { saveFile } from './save-file.ts'

type Props = { readonly filter: ExportHouseholds['filter']; readonly total: number }
type Filled = { readonly whole?: boolean; readonly reason?: string }

/** The list as it is filtered, all pages of it. */
export function ExportHouseholdsButton({ filter, total }: Props): ReactNode {
  const send = useSend()
  const { unmaskPerson } = useAccess()
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<Filled>()
  const whole = Form.useWatch('whole', form)
  const download = useMutation({
    mutationFn: async (filled: Filled) => {
      const personal = filled.whole ? ({ personal: 'whole', reason: filled.reason } as const) : ({ personal: 'masked' } as const)
      saveFile(await householdsFile(send, { filter, ...personal }), '用热户.xlsx')
    },
    onSuccess: () => setOpen(false),
  })
  return (
    <>
      <Button disabled={total === 0} onClick={() => setOpen(true)}>
        导出
      </Button>
      {open ? (
        <Modal
          cancelText="取消"
          confirmLoading={download.isPending}
          okText="导出"
          onCancel={() => setOpen(false)}
          onOk={form.submit}
          open
          title={`导出 ${total} 户`}
          width={480}
        >
          <p className="nz-dialog-note">按当前筛选条件导出全部用热户，每次导出都记入操作日志。</p>
          <Form<Filled> form={form} layout="vertical" onFinish={(filled) => download.mutate(filled)} requiredMark={false}>
            {unmaskPerson ? (
              <Form.Item name="whole" valuePropName="checked">
                <Checkbox>包含完整的姓名和电话</Checkbox>
              </Form.Item>
            ) : null}
            {whole ? (
              <Form.Item label="原因" name="reason" rules={[{ required: true, min: 2, whitespace: true, message: '请填写导出原因' }]}>
                <Input maxLength={200} />
              </Form.Item>
            ) : null}
          </Form>
          {download.error ? <ErrorPanel compact error={download.error} /> : null}
        </Modal>
      ) : null}
    </>
  )
}
