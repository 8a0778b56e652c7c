import { useQuery } from '@tanstack/react-query'
import { Form, Input, InputNumber, Modal, Select } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import type { Correction, PostAreaChange } from '../../../../../shared/contracts/billing/corrections.ts'
import { areaAsks } from '../../../api/area-asks.ts'
import { useSend } from '../../../api/context.ts'
import { areaChangePreview, postAreaChange } from '../../../api/corrections.ts'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { Loading } from '../../../components/Loading.tsx'
import { CorrectionPreview } from '../../households/file/corrections/CorrectionPreview.tsx'
import { usePosting } from '../../households/file/corrections/use-posting.ts'
import { type Ask, type AskedArea, type FactTexts, isFigure, moreOf, placesOf, textsOf, units } from './fact-values.ts'

type Props = {
  readonly householdNo: string
  readonly seasonCode: string
  readonly areaNo: number
  readonly onClose: () => void
  readonly onDone: (correction: Correction) => void
}

/** 计价资料 of one area: what the published price asks beside its size. */
export function AreaFactsDialog(props: Props): ReactNode {
  const { householdNo, seasonCode, areaNo, onClose } = props
  const { data, error, refetch } = useQuery(areaAsks(useSend(), householdNo, seasonCode))
  const area = data?.areas.find((one) => one.areaNo === areaNo)
  if (area && area.asks.length > 0) return <AreaFactsForm {...props} area={area} />
  return (
    <Modal footer={null} onCancel={onClose} open title="计价资料" width={480}>
      {error ? <ErrorPanel compact error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={3} /> : null}
      {data ? <p className="nz-soft">{seasonCode} 采暖季已发布的价目只按面积行上的资料计价，不需要登记其他资料。</p> : null}
    </Modal>
  )
}

type Filled = { readonly facts: FactTexts; readonly reason: string }
/** How long somebody pauses before what they typed is tried. */
const PAUSE_MS = 400

function AreaFactsForm({ householdNo, seasonCode, area, onClose, onDone }: Props & { readonly area: AskedArea }): ReactNode {
  const send = useSend()
  const [form] = Form.useForm<Filled>()
  const texts = Form.useWatch('facts', form)
  const before = JSON.stringify(moreOf(area, textsOf(area)))
  const [asked, setAsked] = useState(before)
  const now = JSON.stringify(texts === undefined ? moreOf(area, textsOf(area)) : moreOf(area, texts))
  useEffect(() => {
    const timer = setTimeout(() => setAsked(now), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [now])
  const changed = asked !== before
  const body = { seasonCode, areas: [{ areaNo: area.areaNo, more: JSON.parse(asked) as ReturnType<typeof moreOf> }] }
  const preview = useQuery({ ...areaChangePreview(send, householdNo, body), enabled: changed })
  const seen = changed ? preview.data : undefined
  // The whole body, so that one sent again after a lost answer is either the same or a new intention.
  const post = usePosting((change: PostAreaChange, key) => postAreaChange(send, householdNo, change, key), onDone)
  const submit = (reason: string) => {
    if (!seen) return
    const { owedFen: seenOwedFen, balanceFen: seenBalanceFen } = seen.after
    post.mutate({ ...body, reason, seenOwedFen, seenBalanceFen })
  }
  return (
    <Modal
      cancelText="取消"
      confirmLoading={post.isPending}
      okButtonProps={{ disabled: !seen || now !== asked || preview.isFetching }}
      okText="保存"
      onCancel={onClose}
      onOk={form.submit}
      open
      title={`${area.name} 的计价资料（${seasonCode}）`}
      width={720}
    >
      <Form<Filled>
        form={form}
        initialValues={{ facts: textsOf(area), reason: '' }}
        layout="vertical"
        onFinish={({ reason }) => submit(reason.trim())}
        requiredMark={false}
      >
        <div className="nz-two-columns">
          {area.asks.map((ask) => (
            <Form.Item
              extra={ask.hint === '' ? null : ask.hint}
              key={ask.fact}
              label={ask.needed ? `${ask.name}（必填）` : ask.name}
              name={['facts', ask.fact]}
            >
              {inputOf(ask)}
            </Form.Item>
          ))}
        </div>
        {preview.error && changed ? <ErrorPanel compact error={preview.error} onRetry={() => void preview.refetch()} /> : null}
        {changed && preview.isPending ? <Loading rows={3} /> : null}
        {seen?.posted ? (
          <>
            <p className="nz-notice nz-notice-attention">本季已经出账：保存后账单按新的资料更正。</p>
            <CorrectionPreview correction={seen} />
          </>
        ) : null}
        {seen && !seen.posted ? <p className="nz-soft">保存后账单金额不变。</p> : null}
        <Form.Item label="原因" name="reason" rules={[{ required: true, whitespace: true, min: 2, message: '请填写原因' }]}>
          <Input maxLength={200} placeholder="例如：现场测量补登" />
        </Form.Item>
      </Form>
      {post.error ? <ErrorPanel compact error={post.error} onRetry={() => void preview.refetch()} /> : null}
    </Modal>
  )
}

function inputOf({ kind, options }: Ask): ReactNode {
  if (isFigure(kind))
    return <InputNumber min={0} precision={kind === 'percent' ? 2 : placesOf(kind)} style={{ width: '100%' }} suffix={units[kind]} />
  const choices =
    kind === 'yes-no'
      ? [
          { value: 'yes', label: '是' },
          { value: 'no', label: '否' },
        ]
      : options.map(({ value, name }) => ({ value, label: name }))
  return <Select allowClear options={choices} placeholder="未登记" />
}
