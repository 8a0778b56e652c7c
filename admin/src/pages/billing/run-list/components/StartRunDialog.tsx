import { useMutation, useQuery } from '@tanstack/react-query'
import { Form, Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import type { BillingRun, StartBillingRun } from '../../../../../../shared/contracts/billing.ts'
import { startBillingRun } from '../../../../api/billing.ts'
import { useSend } from '../../../../api/context.ts'
import { createIntention } from '../../../../api/idempotency.ts'
import { isPassing } from '../../../../api/problem.ts'
import { orgUnitList, seasonList } from '../../../../api/tenancy.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { seasonStateWord } from '../../../../words/states.ts'

type Scope = Pick<StartBillingRun, 'seasonCode' | 'orgUnit'>
type Props = { readonly compare: boolean; readonly onClose: () => void; readonly onStarted: (run: BillingRun) => void }

/** Starts a run that only counts, or compares what is posted with what it would be now: nothing is posted before somebody has seen it. */
export function StartRunDialog({ compare, onClose, onStarted }: Props): ReactNode {
  const send = useSend()
  const [form] = Form.useForm<Scope>()
  const seasons = useQuery(seasonList(send))
  const units = useQuery(orgUnitList(send))
  const [intention] = useState(() => createIntention())
  const start = useMutation({
    mutationFn: (scope: Scope) => {
      const body = { ...scope, post: false, ...(compare ? { compare } : {}) }
      return startBillingRun(send, body, intention.keyFor(body))
    },
    onSuccess(run) {
      intention.settled()
      onStarted(run)
    },
    onError(error) {
      if (!isPassing(error)) intention.settled()
    },
  })
  const fault = seasons.error ?? units.error ?? start.error
  return (
    <Modal
      cancelText="取消"
      confirmLoading={start.isPending}
      okText={compare ? '开始比对' : '开始试算'}
      onCancel={onClose}
      onOk={form.submit}
      open
      title={compare ? '比对差异' : '试算出账'}
      width={480}
    >
      <p className="nz-dialog-note">
        {compare
          ? '按现在的资料和价目重新计算已出账的采暖季，列出与已出账金额不同的户。比对不改动任何账单。'
          : '试算不产生账单。完成后可以查看合计、分布和异常的户，再决定是否正式出账。'}
      </p>
      <Form<Scope> form={form} layout="vertical" onFinish={(scope) => start.mutate(scope)} requiredMark={false}>
        <Form.Item label="采暖季" name="seasonCode" rules={[{ required: true, message: '请选择采暖季' }]}>
          <Select
            autoFocus
            loading={seasons.isPending}
            options={(seasons.data?.items ?? []).map(({ code, state }) => ({
              value: code,
              label: `${code}（${seasonStateWord(state).text}）`,
              disabled: state === 'closed',
            }))}
            placeholder="请选择"
          />
        </Form.Item>
        <Form.Item extra="包含下级组织的全部用热户" label="组织" name="orgUnit" rules={[{ required: true, message: '请选择组织' }]}>
          <Select
            loading={units.isPending}
            options={(units.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))}
            placeholder="请选择"
            showSearch={{ optionFilterProp: 'label' }}
          />
        </Form.Item>
      </Form>
      {fault ? <ErrorPanel compact error={fault} /> : null}
    </Modal>
  )
}
