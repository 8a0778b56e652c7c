import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, InputNumber, Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import type { AddFeeType, EditFeeType, FeeTypeView } from '../../../../../../shared/contracts/tariffs/fee-types.ts'
import { useSend } from '../../../../api/context.ts'
import { addFeeType, editFeeType } from '../../../../api/fee-types.ts'
import { createIntention } from '../../../../api/idempotency.ts'
import { isPassing } from '../../../../api/problem.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { feePricingOptions } from '../../../../words/names.ts'

type Filled = AddFeeType & EditFeeType
type Props = { readonly fee: FeeTypeView | null; readonly onClose: () => void }

const required = (what: string) => [{ required: true, whitespace: true, message: `请填写${what}` }]
const fresh: Partial<Filled> = { pricing: 'fixed', incomeAccount: '供热收入', taxClass: '供热服务', allocationRank: 0, state: 'open' }

/** Adds a fee type, or changes everything of one but its code. */
export function FeeTypeDialog({ fee, onClose }: Props): ReactNode {
  const send = useSend()
  const queryClient = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<Filled>()
  const [intention] = useState(() => createIntention())
  const keep = useMutation({
    mutationFn: ({ code, state, ...told }: Filled) => {
      if (fee === null) return addFeeType(send, { code, ...told }, intention.keyFor({ code, ...told }))
      const body = { ...told, state: fee.needed ? ('open' as const) : state }
      return editFeeType(send, fee.code, body, intention.keyFor(body))
    },
    onSuccess(list) {
      intention.settled()
      queryClient.setQueryData(['fee-types'], list)
      void message.success('已保存', 2)
      onClose()
    },
    onError(error) {
      if (!isPassing(error)) intention.settled()
    },
  })
  return (
    <Modal
      cancelText="取消"
      confirmLoading={keep.isPending}
      okText="保存"
      onCancel={onClose}
      onOk={form.submit}
      open
      title={fee ? `费用种类 ${fee.name}` : '新增费用种类'}
      width={560}
    >
      <Form<Filled>
        className="nz-two-columns"
        form={form}
        initialValues={fee ?? fresh}
        layout="vertical"
        onFinish={(filled) => keep.mutate(filled)}
        requiredMark={false}
      >
        <Form.Item label="名称" name="name" rules={required('名称')}>
          <Input
            autoFocus
            maxLength={32}
            onBlur={({ target }) => {
              if (!form.getFieldValue('receiptLine')) form.setFieldValue('receiptLine', target.value.trim())
            }}
          />
        </Form.Item>
        <Form.Item
          extra={fee ? '代码不能修改' : '小写字母、数字或短横线，保存后不能修改'}
          label="代码"
          name="code"
          rules={
            fee ? [] : [{ required: true, pattern: /^[a-z][a-z0-9-]{1,31}$/, message: '请填写 2-32 位小写字母、数字或短横线，以字母开头' }]
          }
        >
          <Input disabled={fee !== null} maxLength={32} />
        </Form.Item>
        <Form.Item label="计价方式" name="pricing">
          <Select options={feePricingOptions} />
        </Form.Item>
        <Form.Item label="收据名称" name="receiptLine" rules={required('收据名称')}>
          <Input maxLength={32} />
        </Form.Item>
        <Form.Item label="收入科目" name="incomeAccount" rules={required('收入科目')}>
          <Input maxLength={32} />
        </Form.Item>
        <Form.Item label="税收分类" name="taxClass" rules={required('税收分类')}>
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item
          extra="同一采暖季内数字小的先核销，相同的按缴费截止日"
          label="核销次序"
          name="allocationRank"
          rules={[{ required: true, message: '请填写 0-99' }]}
        >
          <InputNumber max={99} min={0} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        {fee ? (
          <Form.Item extra={fee.needed ? '由系统自动计收，不能停用' : '停用后新的价目和加收不能再用'} label="状态" name="state">
            <Select
              disabled={fee.needed}
              options={[
                { value: 'open', label: '在用' },
                { value: 'closed', label: '停用' },
              ]}
            />
          </Form.Item>
        ) : null}
      </Form>
      {keep.error ? <ErrorPanel compact error={keep.error} /> : null}
    </Modal>
  )
}
