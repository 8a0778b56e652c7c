import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Modal, Select, Space } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import type { HeatRefund, HeatRefundPreview, ProposeHeatRefund } from '../../../../../shared/contracts/poor-heat.ts'
import { useSend } from '../../../api/context.ts'
import { heatRefundQuote, proposeHeatRefund } from '../../../api/poor-heat.ts'
import { seasonList } from '../../../api/tenancy.ts'
import { Amount } from '../../../components/Amount.tsx'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { Loading } from '../../../components/Loading.tsx'
import { usePosting } from '../../households/file/corrections/use-posting.ts'
import { DayField, FigureField } from '../../metering/readings/fields.tsx'
import { scaled } from '../../tariffs/form/field-text.ts'
import { minuteOf } from '../words.ts'

type TestTexts = { readonly on?: string; readonly at?: string; readonly celsius?: string }
type Texts = Readonly<Partial<Record<'householdNo' | 'seasonCode' | 'reportedOn' | 'fixedOn' | 'failing' | 'reason', string>>> & {
  readonly tests?: readonly (TestTexts | undefined)[]
}
type Props = { readonly onClose: () => void; readonly onProposed: (refund: HeatRefund) => void }

const PAUSE_MS = 400

/** 提出室温退费: facts, what they come to while one types, the reason. */
export function ProposeDialog({ onClose, onProposed }: Props): ReactNode {
  const send = useSend()
  const [form] = Form.useForm<Texts>()
  const seasons = useQuery(seasonList(send))
  const newest = seasons.data?.items[0]?.code
  useEffect(() => {
    if (newest && !form.getFieldValue('seasonCode')) form.setFieldValue('seasonCode', newest)
  }, [form, newest])
  const [asked, setAsked] = useState<HeatRefundPreview | null>(null)
  const texts = Form.useWatch([], form) as Texts | undefined
  useEffect(() => {
    const timer = setTimeout(() => setAsked(previewOf(texts)), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [texts])
  const quote = useQuery({ ...heatRefundQuote(send, asked ?? (null as never)), enabled: asked !== null })
  const post = usePosting((body: ProposeHeatRefund, key) => proposeHeatRefund(send, body, key), onProposed)
  return (
    <Modal
      cancelText="取消"
      confirmLoading={post.isPending}
      okButtonProps={{ disabled: !asked || !quote.data || quote.data.amountFen === 0 }}
      okText="提交审核"
      onCancel={onClose}
      onOk={form.submit}
      open
      title="提出室温退费"
      width={800}
    >
      <Form<Texts>
        form={form}
        initialValues={{ tests: [{}] }}
        layout="vertical"
        onFinish={({ reason }) => asked && post.mutate({ ...asked, reason: (reason ?? '').trim() })}
        requiredMark={false}
      >
        <div className="nz-form-row">
          <Form.Item label="客户卡号" name="householdNo" rules={[{ required: true, message: '请填写客户卡号' }]}>
            <Input autoFocus className="nz-figures" maxLength={20} />
          </Form.Item>
          <Form.Item label="采暖季" name="seasonCode" rules={[{ required: true, message: '请选择采暖季' }]}>
            <Select options={(seasons.data?.items ?? []).map(({ code }) => ({ value: code, label: code }))} placeholder="请选择" />
          </Form.Item>
          <DayField label="报告日期" name="reportedOn" />
          <DayField extra="不填表示整季没有恢复" label="恢复日期" name="fixedOn" needed={false} />
          <FigureField extra="不填表示全部房间" label="不达标面积 ㎡" name="failing" needed={false} />
        </div>
        <Form.List name="tests">
          {(fields, { add, remove }) => (
            <fieldset className="nz-area-fields nz-tests">
              <legend>测温记录</legend>
              {fields.map(({ key, name }) => (
                <Space align="end" key={key}>
                  <DayField label="日期" name={[name, 'on']} />
                  <Form.Item label="时刻" name={[name, 'at']} rules={[{ validator: check((text) => minuteOf(text) !== null, '如 9:30') }]}>
                    <Input placeholder="9:30" style={{ width: 96 }} />
                  </Form.Item>
                  <Form.Item
                    label="室温 ℃"
                    name={[name, 'celsius']}
                    rules={[{ validator: check((text) => scaled(text, 2) !== null, '如 15.5') }]}
                  >
                    <Input className="nz-figures" placeholder="15.5" style={{ width: 96 }} />
                  </Form.Item>
                  {fields.length > 1 ? (
                    <Form.Item>
                      <Button onClick={() => remove(name)}>删除</Button>
                    </Form.Item>
                  ) : null}
                </Space>
              ))}
              <Form.Item>
                <Button onClick={() => add({})}>再加一次测温</Button>
              </Form.Item>
            </fieldset>
          )}
        </Form.List>
        {asked === null ? <p className="nz-empty">填写完整后，这里会显示退费金额和计算过程。</p> : null}
        {asked && quote.isPending ? <Loading rows={3} /> : null}
        {quote.error ? <ErrorPanel compact error={quote.error} onRetry={() => void quote.refetch()} /> : null}
        {asked && quote.data ? (
          <section aria-label="试算结果" className="nz-paper">
            <p>
              应退 <Amount fen={quote.data.amountFen} strong /> 元：抵减未缴热费 <Amount fen={quote.data.offOwedFen} /> 元，转入账户余额{' '}
              <Amount fen={quote.data.toBalanceFen} tone="paid" /> 元
              {quote.data.ignoredTests > 0 ? `；${quote.data.ignoredTests} 次测温在不计时段内，未采用` : ''}
            </p>
            {quote.data.steps.map((step) => (
              <p className="nz-soft" key={step}>
                {step}
              </p>
            ))}
            {quote.data.amountFen === 0 ? <p>按价格文件的规定，这次室温情况不需要退费。</p> : null}
          </section>
        ) : null}
        <Form.Item label="事由" name="reason" rules={[{ required: true, whitespace: true, min: 2, message: '请填写事由' }]}>
          <Input maxLength={200} placeholder="如：用户报告室温不达标，三次测温属实" />
        </Form.Item>
      </Form>
      {post.error ? <ErrorPanel compact error={post.error} /> : null}
    </Modal>
  )
}

function check(fits: (text: string) => boolean, example: string) {
  return (_: unknown, text?: string) => (fits((text ?? '').trim()) ? Promise.resolve() : Promise.reject(new Error(example)))
}

/** What the form says, once it says everything. */
function previewOf(texts: Texts | undefined): HeatRefundPreview | null {
  const { householdNo = '', seasonCode, reportedOn, fixedOn, failing = '', tests = [] } = texts ?? {}
  const failingMilliM2 = failing.trim() === '' ? undefined : scaled(failing.trim(), 3)
  const read = tests.map((test) => {
    const minute = minuteOf(test?.at ?? '')
    const centiC = scaled((test?.celsius ?? '').trim(), 2)
    return test?.on && minute !== null && centiC !== null ? { on: test.on, minute, centiC } : null
  })
  const complete = read.filter((test) => test !== null)
  if (householdNo.trim().length < 4 || !seasonCode || !reportedOn || failingMilliM2 === null) return null
  if (complete.length === 0 || complete.length < read.length) return null
  const cold = failingMilliM2 === undefined ? {} : { failingMilliM2 }
  return { householdNo: householdNo.trim(), seasonCode, reportedOn, fixedOn: fixedOn ?? null, tests: complete, ...cold }
}
