import { App, Button, Form, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import type { CorrectRun } from '../../../../../../shared/contracts/billing/runs.ts'
import type { BillingRun } from '../../../../../../shared/contracts/billing.ts'
import { correctRun } from '../../../../api/billing.ts'
import { useWrite } from '../../../../api/use-write.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'

type Props = { readonly run: BillingRun; readonly chosen: readonly string[]; readonly onAsked: () => void }

/** Bills the households whose amount has changed again: the chosen ones, or all of them. */
export function CorrectButton({ run, chosen, onAsked }: Props): ReactNode {
  const { message } = App.useApp()
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<{ readonly reason: string }>()
  const whom = chosen.length > 0 ? `选中的 ${chosen.length} 户` : '全部金额有变的户'
  const ask = useWrite((send, body: CorrectRun, key) => correctRun(send, run.runNo, body, key), {
    refresh: [['billing-runs']],
    onDone({ households }) {
      setOpen(false)
      onAsked()
      void message.success(`开始更正 ${households} 户，结果在本名单的“结论”里`)
    },
  })
  const submit = ({ reason }: { readonly reason: string }) =>
    ask.mutate({ reason, ...(chosen.length > 0 ? { householdNos: [...chosen] } : {}) })
  return (
    <>
      <Button onClick={() => setOpen(true)} type="primary">
        {chosen.length > 0 ? `更正选中的 ${chosen.length} 户` : '按差异更正'}
      </Button>
      {open ? (
        <Modal
          cancelText="取消"
          confirmLoading={ask.isPending}
          okText="开始更正"
          onCancel={() => setOpen(false)}
          onOk={form.submit}
          open
          title={`更正${whom}？`}
          width={480}
        >
          <p className="nz-dialog-note">
            有变的明细整笔冲回，按现在的资料重新入账；多收的钱转为余额，先抵其他欠费。只更正“金额有变”的户：新增应收请正式出账，不应再收请到用热户办理。
          </p>
          <Form form={form} layout="vertical" onFinish={submit} requiredMark={false}>
            <Form.Item
              label="原因"
              name="reason"
              rules={[{ required: true, min: 2, whitespace: true, message: '请填写原因，会印在更正的明细上' }]}
            >
              <Input autoFocus maxLength={200} placeholder="例如：面积复核后更正" />
            </Form.Item>
          </Form>
          {ask.error ? <ErrorPanel compact error={ask.error} /> : null}
        </Modal>
      ) : null}
    </>
  )
}
