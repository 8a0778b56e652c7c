import { useQuery } from '@tanstack/react-query'
import { App, Form, Input, InputNumber, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import type { Refundable, RefundPreview } from '../../../../../shared/contracts/payments/refunds.ts'
import { formatYuan, plainYuan } from '../../../../../shared/format/amount.ts'
import { useSend } from '../../../api/context.ts'
import { moneyLists, refundPreview, requestRefund } from '../../../api/refunds.ts'
import { useWrite } from '../../../api/use-write.ts'
import { Amount } from '../../../components/Amount.tsx'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { Loading } from '../../../components/Loading.tsx'
import { refundStateWord } from '../../../words/states.ts'
import { fenOfYuan } from '../../../words/yuan.ts'
import { PartLine } from '../refund-file/components/RefundFacts.tsx'

type Props = { readonly source: Refundable['items'][number]; readonly onClose: () => void }
type Wish = { readonly yuan: string; readonly reason: string }

/** Amount, reason, and what it will do: the server's own plan, before anything is done. */
export function RefundDialog({ source, onClose }: Props): ReactNode {
  const { paymentNo, householdNo, availableFen } = source
  const [form] = Form.useForm<Wish>()
  const amountFen = fenOfYuan(Form.useWatch('yuan', form) ?? plainYuan(availableFen))
  const wanted = amountFen !== null && amountFen <= availableFen ? amountFen : null
  const navigate = useNavigate()
  const { message } = App.useApp()
  const preview = useQuery({ ...refundPreview(useSend(), paymentNo, { householdNo, amountFen: wanted ?? 1 }), enabled: wanted !== null })
  const request = useWrite(
    (send, { yuan, reason }: Wish, key) => requestRefund(send, paymentNo, { householdNo, amountFen: fenOfYuan(yuan) ?? 0, reason }, key),
    {
      refresh: moneyLists,
      onDone: ({ refundNo, state }) => {
        void message.success(state === 'requested' ? '已申请，等另一位同事批准' : `已发起，现在${refundStateWord(state).text}`)
        onClose()
        void navigate(`/refunds/${encodeURIComponent(refundNo)}`)
      },
    },
  )
  const checkAmount = async (_: unknown, text: string | undefined) => {
    const fen = fenOfYuan(text)
    if (fen === null) throw new Error('请填写金额，最多两位小数')
    if (fen > availableFen) throw new Error(`最多还能退 ${formatYuan(availableFen)}`)
  }
  return (
    <Modal
      cancelText="取消"
      confirmLoading={request.isPending}
      okButtonProps={{ disabled: wanted === null }}
      okText="申请退费"
      onCancel={onClose}
      onOk={form.submit}
      open
      title={`用热户 ${householdNo} 退费`}
      width={560}
    >
      <Form<Wish>
        form={form}
        initialValues={{ yuan: plainYuan(availableFen), reason: '' }}
        layout="vertical"
        onFinish={(wish) => request.mutate(wish)}
        requiredMark={false}
      >
        <Form.Item
          extra={`最多还能退 ${formatYuan(availableFen)}，按原路退给付款人`}
          label="退费金额（元）"
          name="yuan"
          rules={[{ validator: checkAmount }]}
        >
          <InputNumber<string> autoFocus controls={false} precision={2} stringMode style={{ width: 200 }} />
        </Form.Item>
        <Form.Item label="原因" name="reason" rules={[{ required: true, whitespace: true, min: 2, message: '请填写原因' }]}>
          <Input.TextArea maxLength={200} rows={2} />
        </Form.Item>
      </Form>
      {wanted === null ? null : preview.data ? (
        <Outcome preview={preview.data} />
      ) : preview.error ? (
        <ErrorPanel compact error={preview.error} onRetry={() => void preview.refetch()} />
      ) : (
        <Loading rows={2} />
      )}
      {request.error ? <ErrorPanel compact error={request.error} /> : null}
    </Modal>
  )
}

function Outcome({ preview }: { readonly preview: RefundPreview }): ReactNode {
  const { fromBalanceFen, releases, discounts, reopenedFen, lateFeeFen } = preview
  return (
    <section aria-label="退费后" className="nz-refund-outcome">
      {fromBalanceFen > 0 ? <PartLine part={{ title: '从账户余额退', amountFen: fromBalanceFen }} /> : null}
      {releases.map((part) => (
        <PartLine key={`${part.title} ${part.amountFen}`} part={{ ...part, title: `释放核销：${part.title}` }} />
      ))}
      {discounts.map((part) => (
        <PartLine key={`${part.title} ${part.amountFen}`} part={{ ...part, title: `收回优惠：${part.title}` }} />
      ))}
      {lateFeeFen > 0 ? <PartLine part={{ title: '同季已产生的违约金先入账', amountFen: lateFeeFen }} /> : null}
      <p className="nz-order-line">
        <strong>{reopenedFen > 0 ? '退费后该户增加欠费' : '退费后欠费不变'}</strong>
        <Amount fen={reopenedFen} strong tone="owed" />
      </p>
    </section>
  )
}
