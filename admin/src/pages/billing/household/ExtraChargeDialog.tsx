import { useQuery } from '@tanstack/react-query'
import { Form, Input, InputNumber, Modal, Radio, Select } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import type { ExtraCharge, PostExtraCharge, PreviewExtraCharge } from '../../../../../shared/contracts/billing/extra-charges.ts'
import { useSend } from '../../../api/context.ts'
import { useFeeTypes } from '../../../api/fee-types.ts'
import { extraChargePreview, postExtraCharge } from '../../../api/household-money.ts'
import { Amount } from '../../../components/Amount.tsx'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { StepList } from '../../../components/StepsPopover.tsx'
import { usePosting } from '../../households/file/corrections/use-posting.ts'
import { type ExtraTexts, notChargedByHand, wishOf } from './extra-wish.ts'

type Props = {
  readonly householdNo: string
  readonly seasonCodes: readonly string[]
  readonly onClose: () => void
  readonly onDone: (charged: ExtraCharge) => void
}

/** How long somebody pauses before what they typed is tried. */
const PAUSE_MS = 400

/** 加收费用: the fee, a typed amount or a number for the published rule, what it comes to, the reason; posted as it was seen. */
export function ExtraChargeDialog({ householdNo, seasonCodes, onClose, onDone }: Props): ReactNode {
  const send = useSend()
  const { options } = useFeeTypes()
  const [form] = Form.useForm<ExtraTexts>()
  const texts = Form.useWatch([], form)
  const [wish, setWish] = useState<PreviewExtraCharge | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setWish(wishOf(texts)), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [texts])
  const preview = useQuery({ ...extraChargePreview(send, householdNo, wish ?? nothing), enabled: wish !== null })
  const seen = wish ? preview.data : undefined
  const current = JSON.stringify(wishOf(texts)) === JSON.stringify(wish)
  // The whole body, so that one sent again after a lost answer is either the same or a new intention.
  const post = usePosting((charge: PostExtraCharge, key) => postExtraCharge(send, householdNo, charge, key), onDone)
  const submit = (reason: string) => {
    if (wish && seen) post.mutate({ ...wish, reason, seenFen: seen.amountFen })
  }
  return (
    <Modal
      cancelText="取消"
      confirmLoading={post.isPending}
      okButtonProps={{ disabled: !seen || !current || preview.isFetching }}
      okText="确认加收"
      onCancel={onClose}
      onOk={form.submit}
      open
      title="加收费用"
      width={512}
    >
      <Form<ExtraTexts>
        form={form}
        initialValues={{ seasonCode: seasonCodes[0], by: 'typed' }}
        layout="vertical"
        onFinish={({ reason }) => submit((reason ?? '').trim())}
        requiredMark={false}
      >
        <div className="nz-two-columns">
          <Form.Item label="记入采暖季" name="seasonCode">
            <Select options={seasonCodes.map((value) => ({ value, label: value }))} />
          </Form.Item>
          <Form.Item label="费用种类" name="feeType" rules={[{ required: true, message: '请选择费用种类' }]}>
            <Select options={options.filter(({ value }) => !notChargedByHand.includes(value))} placeholder="请选择" />
          </Form.Item>
        </div>
        <Form.Item label="怎样计价" name="by">
          <Radio.Group
            options={[
              { value: 'typed', label: '填写金额' },
              { value: 'rule', label: '按价目规则' },
            ]}
          />
        </Form.Item>
        {texts?.by === 'rule' ? (
          <Form.Item extra="规则按次或按量计收时填写" label="数量" name="quantity">
            <InputNumber max={1_000_000} min={0.001} precision={3} style={{ width: 200 }} />
          </Form.Item>
        ) : (
          <Form.Item label="金额（元）" name="yuan">
            <InputNumber max={100_000_000} min={0.01} precision={2} style={{ width: 200 }} />
          </Form.Item>
        )}
        {wish && preview.error ? <ErrorPanel compact error={preview.error} onRetry={() => void preview.refetch()} /> : null}
        {seen ? <Seen charge={seen} /> : null}
        <Form.Item label="原因" name="reason" rules={[{ required: true, min: 2, whitespace: true, message: '请填写原因，会印在明细上' }]}>
          <Input maxLength={200} placeholder="会写在这条明细上" />
        </Form.Item>
      </Form>
      {post.error ? <ErrorPanel compact error={post.error} onRetry={() => void preview.refetch()} /> : null}
    </Modal>
  )
}

const nothing: PreviewExtraCharge = { seasonCode: '', feeType: '', by: { kind: 'rule' } }

function Seen({ charge }: { readonly charge: ExtraCharge }): ReactNode {
  const { title, amountFen, steps, chargedFen, balanceUsedFen } = charge
  return (
    <div className="nz-notice">
      <p>
        {title} <Amount fen={amountFen} strong /> 元
        {balanceUsedFen > 0 ? (
          <>
            ，账户余额即时抵缴 <Amount fen={balanceUsedFen} /> 元
          </>
        ) : null}
      </p>
      {chargedFen > 0 ? (
        <p>
          本季账单已有{title} <Amount fen={chargedFen} /> 元，请确认不是重复加收。
        </p>
      ) : null}
      {steps.length > 0 ? <StepList steps={steps} /> : null}
    </div>
  )
}
