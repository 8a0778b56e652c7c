import { App, Form, Input, InputNumber, Modal } from 'antd'
import type { ReactNode } from 'react'
import type { MoneyTodo } from '../../../../../../shared/contracts/payments/refunds.ts'
import { formatYuan, plainYuan } from '../../../../../../shared/format/amount.ts'
import { adoptPlatformRefund, attributeSuspense, moneyLists, requestSuspenseRefund } from '../../../../api/refunds.ts'
import { useWrite } from '../../../../api/use-write.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { fenOfYuan } from '../../../../words/yuan.ts'

type Props = { readonly todo: MoneyTodo; readonly act: keyof typeof WORDS; readonly onClose: () => void }
type Wish = { readonly householdNo?: string; readonly yuan: string; readonly reason: string }

const WORDS = {
  attribute: {
    title: '待查款项归户',
    ok: '归户',
    note: '记到这个用热户：先缴清欠费（按付款那天算），多出的留作余额。',
    done: '已归户，欠费已用它缴',
  },
  adopt: {
    title: '补记平台退款',
    ok: '补记',
    note: '款已由平台退给付款人。记账后从这个用热户的这笔缴费里扣回：先扣余额，再释放最后缴的费用，须由住户补缴。',
    done: '已补记',
  },
  refund: { title: '原路退回', ok: '申请退回', note: '按原路退给付款人，须另一位同事批准。', done: '已申请，等另一位同事批准' },
} as const

/** Money in suspense finds its household, or goes back where it came from; whole or in part. */
export function SuspenseDialog({ todo, act, onClose }: Props): ReactNode {
  const { no, amountFen } = todo
  const { title, ok, note, done } = WORDS[act]
  const [form] = Form.useForm<Wish>()
  const { message } = App.useApp()
  const write = useWrite(
    (send, { householdNo, yuan, reason }: Wish, key): Promise<unknown> => {
      const wish = { amountFen: fenOfYuan(yuan) ?? 0, reason }
      if (act === 'refund') return requestSuspenseRefund(send, no, wish, key)
      const home = householdNo?.trim().toUpperCase() ?? ''
      if (act === 'adopt') return adoptPlatformRefund(send, no, { householdNo: home, reason }, key)
      return attributeSuspense(send, no, { householdNo: home, ...wish }, key)
    },
    {
      refresh: moneyLists,
      onDone: () => {
        void message.success(done)
        onClose()
      },
    },
  )
  const checkAmount = async (_: unknown, text: string | undefined) => {
    const fen = fenOfYuan(text)
    if (fen === null) throw new Error('请填写金额，最多两位小数')
    if (fen > amountFen) throw new Error(`这笔款还剩 ${formatYuan(amountFen)}`)
  }
  return (
    <Modal
      cancelText="取消"
      confirmLoading={write.isPending}
      okText={ok}
      onCancel={onClose}
      onOk={form.submit}
      open
      title={title}
      width={480}
    >
      <p className="nz-dialog-note">{note}</p>
      <Form<Wish>
        form={form}
        initialValues={{ yuan: plainYuan(amountFen), reason: '' }}
        layout="vertical"
        onFinish={(wish) => write.mutate(wish)}
        requiredMark={false}
      >
        {act !== 'refund' ? (
          <Form.Item label="客户卡号" name="householdNo" rules={[{ required: true, whitespace: true, message: '请填写客户卡号' }]}>
            <Input autoFocus maxLength={20} style={{ width: 200 }} />
          </Form.Item>
        ) : null}
        {act === 'adopt' ? (
          <p className="nz-dialog-note">平台已退 {formatYuan(amountFen)}</p>
        ) : (
          <Form.Item extra={`这笔款还剩 ${formatYuan(amountFen)}`} label="金额（元）" name="yuan" rules={[{ validator: checkAmount }]}>
            <InputNumber<string> controls={false} precision={2} stringMode style={{ width: 200 }} />
          </Form.Item>
        )}
        <Form.Item label="原因" name="reason" rules={[{ required: true, whitespace: true, min: 2, message: '请填写原因' }]}>
          <Input.TextArea maxLength={200} rows={2} />
        </Form.Item>
      </Form>
      {write.error ? <ErrorPanel compact error={write.error} /> : null}
    </Modal>
  )
}
