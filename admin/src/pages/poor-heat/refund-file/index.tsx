import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Space } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useParams } from 'react-router'
import type { HeatRefund } from '../../../../../shared/contracts/poor-heat.ts'
import { formatArea, formatYuan } from '../../../../../shared/format/amount.ts'
import { useAccess, useSend } from '../../../api/context.ts'
import { actOnHeatRefund, heatRefundFile, type RefundAct } from '../../../api/poor-heat.ts'
import { Amount } from '../../../components/Amount.tsx'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { Loading } from '../../../components/Loading.tsx'
import { Moment } from '../../../components/Moment.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { usePosting } from '../../households/file/corrections/use-posting.ts'
import { pointed } from '../../tariffs/form/field-text.ts'
import { clockText, refundStateWord } from '../words.ts'

/** One refund for a cold home: facts, steps, who proposed and who decided. */
export default function HeatRefundFilePage(): ReactNode {
  const { refundNo = '' } = useParams()
  const { data: refund, error, refetch } = useQuery(heatRefundFile(useSend(), refundNo))
  const back = { to: '/heat-refunds', text: '室温退费' }
  if (!refund) {
    return (
      <>
        <PageHeader back={back} title={refundNo} />
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <Loading rows={8} />}
      </>
    )
  }
  return (
    <>
      <PageHeader
        actions={refund.state === 'proposed' ? <Acts refund={refund} /> : null}
        back={back}
        beside={<StateMark word={refundStateWord(refund.state)} />}
        tabTitle={`室温退费 ${refund.refundNo}`}
        title={refund.refundNo}
      />
      <div className="nz-stack">
        <section aria-label="退费资料" className="nz-paper">
          <dl className="nz-facts nz-facts-wide">
            <dt>用热户</dt>
            <dd>
              <Link to={`/households/${encodeURIComponent(refund.householdNo)}`}>{refund.householdNo}</Link> {refund.customerName}
            </dd>
            <dt>采暖季</dt>
            <dd>{refund.seasonCode}</dd>
            <dt>退费</dt>
            <dd>
              <Amount fen={refund.amountFen} strong /> 元
            </dd>
            <dt>报告日期</dt>
            <dd>{refund.reportedOn}</dd>
            <dt>恢复日期</dt>
            <dd>{refund.fixedOn ?? '整季没有恢复'}</dd>
            <dt>不达标面积</dt>
            <dd>{refund.failingMilliM2 === null ? '全部房间' : `${formatArea(refund.failingMilliM2)} ㎡`}</dd>
            <dt>提出</dt>
            <dd>
              {refund.proposedBy} <Moment at={refund.proposedAt} />
            </dd>
            <dt>审核</dt>
            <dd>
              {refund.decidedBy ?? '待审核'} {refund.decidedAt ? <Moment at={refund.decidedAt} /> : null}
            </dd>
            <dt>事由</dt>
            <dd>{refund.refusal ? `${refund.reason}；驳回原因：${refund.refusal}` : refund.reason}</dd>
          </dl>
        </section>
        <section aria-label="测温记录" className="nz-paper">
          <h2>测温记录</h2>
          {refund.tests.map(({ on, minute, centiC }) => (
            <p className="nz-figures" key={`${on} ${minute}`}>
              {on} {clockText(minute)}　{pointed(centiC, 2)} ℃
            </p>
          ))}
        </section>
        <section aria-label="计算过程" className="nz-paper">
          <h2>计算过程</h2>
          {refund.steps.map((step) => (
            <p key={step}>{step}</p>
          ))}
        </section>
      </div>
    </>
  )
}

/** Whoever proposed may take it back; somebody else posts or refuses it. */
function Acts({ refund }: { readonly refund: HeatRefund }): ReactNode {
  const send = useSend()
  const access = useAccess()
  const { message, modal } = App.useApp()
  const [refusing, setRefusing] = useState(false)
  const act = usePosting(
    (given: RefundAct, key) => actOnHeatRefund(send, refund.refundNo, given, key),
    () => {
      setRefusing(false)
      void message.success('已处理')
    },
  )
  const failed = act.error ? <ErrorPanel compact error={act.error} /> : null
  if (refund.mine) {
    return access.proposeHeatRefund ? (
      <Space>
        {failed}
        <Button loading={act.isPending} onClick={() => act.mutate({ act: 'withdrawal' })}>
          撤回
        </Button>
      </Space>
    ) : null
  }
  if (!access.decideHeatRefund) return null
  const post = () =>
    modal.confirm({
      title: `退给 ${refund.customerName} ${formatYuan(refund.amountFen)}？`,
      content: '未缴的热费先抵减；已缴的部分转入账户余额，先用于其他欠费。',
      okText: '审核入账',
      cancelText: '再看看',
      onOk: () => act.mutate({ act: 'posting' }),
    })
  return (
    <Space>
      {refusing ? null : failed}
      <Button onClick={() => setRefusing(true)}>驳回</Button>
      <Button loading={act.isPending} onClick={post} type="primary">
        审核入账
      </Button>
      {refusing ? (
        <RefuseDialog
          error={act.error}
          onClose={() => setRefusing(false)}
          onRefuse={(reason) => act.mutate({ act: 'refusal', reason })}
          pending={act.isPending}
        />
      ) : null}
    </Space>
  )
}

type RefuseProps = {
  readonly error: Error | null
  readonly pending: boolean
  readonly onClose: () => void
  readonly onRefuse: (reason: string) => void
}

function RefuseDialog({ error, pending, onClose, onRefuse }: RefuseProps): ReactNode {
  const [form] = Form.useForm<{ readonly reason: string }>()
  return (
    <Modal
      cancelText="取消"
      confirmLoading={pending}
      okText="驳回"
      onCancel={onClose}
      onOk={form.submit}
      open
      title="驳回室温退费"
      width={480}
    >
      <Form form={form} layout="vertical" onFinish={({ reason }) => onRefuse(reason.trim())} requiredMark={false}>
        <Form.Item label="驳回原因" name="reason" rules={[{ required: true, whitespace: true, min: 2, message: '请填写驳回原因' }]}>
          <Input.TextArea autoFocus maxLength={200} rows={2} />
        </Form.Item>
      </Form>
      {error ? <ErrorPanel compact error={error} /> : null}
    </Modal>
  )
}
