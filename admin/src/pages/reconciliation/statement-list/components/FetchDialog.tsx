import { App, DatePicker, Form, Modal } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import type { ReactNode } from 'react'
import { fetchStatements } from '../../../../api/reconciliation.ts'
import { useWrite } from '../../../../api/use-write.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'

const keptDays = 90

/** Asks the platforms for the bills of one day; the same bill again changes nothing. */
export function FetchDialog({ onClose, day }: { readonly onClose: () => void; readonly day?: string }): ReactNode {
  const { message } = App.useApp()
  const [form] = Form.useForm<{ readonly day: Dayjs }>()
  const fetch = useWrite((send, body: { readonly day: string }, key) => fetchStatements(send, body, key), {
    refresh: [['statements']],
    onDone({ statementNos }) {
      void message.info(`正在获取 ${statementNos.length} 个商户号的账单`, 3)
      onClose()
    },
  })
  return (
    <Modal
      cancelText="取消"
      confirmLoading={fetch.isPending}
      okText="获取并对账"
      onCancel={onClose}
      onOk={form.submit}
      open
      title="获取账单"
      width={440}
    >
      <p className="nz-dialog-note">
        支付平台在次日 9 点后生成账单，保留三个月；系统每天 10
        点自动获取前一天的。重复获取不会重复记账，平台有而我方没有的收款会先查询、核实后入账。
      </p>
      <Form
        form={form}
        initialValues={{ day: day ? dayjs(day) : dayjs().subtract(1, 'day') }}
        layout="vertical"
        onFinish={(filled) => fetch.mutate({ day: filled.day.format('YYYY-MM-DD') })}
        requiredMark={false}
      >
        <Form.Item label="账单日" name="day" rules={[{ required: true, message: '请选择账单日' }]}>
          <DatePicker allowClear={false} autoFocus maxDate={dayjs().subtract(1, 'day')} minDate={dayjs().subtract(keptDays, 'day')} />
        </Form.Item>
      </Form>
      {fetch.error ? <ErrorPanel compact error={fetch.error} /> : null}
    </Modal>
  )
}
