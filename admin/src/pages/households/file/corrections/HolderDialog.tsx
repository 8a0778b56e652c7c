import { useQuery } from '@tanstack/react-query'
import { Form, Input, Modal, Radio } from 'antd'
import type { ReactNode } from 'react'
import type { ChangeHolder, HolderChanged } from '../../../../../../shared/contracts/billing/corrections.ts'
import { useSend } from '../../../../api/context.ts'
import { changeHolder, holderChange } from '../../../../api/corrections.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { Loading } from '../../../../components/Loading.tsx'
import { usePosting } from './use-posting.ts'

type Props = { readonly householdNo: string; readonly onClose: () => void; readonly onDone: (changed: HolderChanged) => void }
type Fields = { readonly kind: ChangeHolder['kind']; readonly name: string; readonly phone?: string; readonly reason: string }

/** 过户: what stands in the way is told before anything is typed. */
export function HolderDialog({ householdNo, onClose, onDone }: Props): ReactNode {
  const send = useSend()
  const [form] = Form.useForm<Fields>()
  const state = useQuery(holderChange(send, householdNo))
  const post = usePosting((body: ChangeHolder, key) => changeHolder(send, householdNo, body, key), onDone)
  const free = state.data?.obstacles.length === 0
  return (
    <Modal
      cancelText="取消"
      confirmLoading={post.isPending}
      okButtonProps={{ disabled: !free }}
      okText="确认过户"
      onCancel={onClose}
      onOk={form.submit}
      open
      title="过户"
      width={560}
    >
      {state.isPending ? <Loading rows={3} /> : null}
      {state.error ? <ErrorPanel compact error={state.error} onRetry={() => void state.refetch()} /> : null}
      {state.data && !free ? (
        <div role="alert">
          <p>
            <strong>暂不能过户</strong>
          </p>
          {state.data.obstacles.map((obstacle) => (
            <p key={obstacle}>{obstacle}</p>
          ))}
        </div>
      ) : null}
      {free ? (
        <>
          <p className="nz-dialog-note">
            现户主 {state.data?.holder}。以前的账单仍以原户主名义保留；
            {state.data && state.data.bindingCount > 0
              ? `现有 ${state.data.bindingCount} 个手机绑定将解除，新户主需要重新绑定。`
              : '目前没有手机绑定。'}
          </p>
          <Form<Fields>
            form={form}
            initialValues={{ kind: 'person' }}
            layout="vertical"
            onFinish={({ kind, name, phone, reason }) =>
              post.mutate({ kind, name: name.trim(), reason: reason.trim(), ...(phone?.trim() ? { phone: phone.trim() } : {}) })
            }
            requiredMark={false}
          >
            <Form.Item label="新户主" name="kind">
              <Radio.Group
                options={[
                  { value: 'person', label: '个人' },
                  { value: 'firm', label: '单位' },
                ]}
              />
            </Form.Item>
            <Form.Item label="名称" name="name" rules={[{ required: true, whitespace: true, message: '请填写新户主名称' }]}>
              <Input autoFocus maxLength={100} />
            </Form.Item>
            <Form.Item label="电话（可不填）" name="phone">
              <Input inputMode="tel" maxLength={20} />
            </Form.Item>
            <Form.Item label="过户原因" name="reason" rules={[{ required: true, whitespace: true, min: 2, message: '请填写过户原因' }]}>
              <Input maxLength={200} placeholder="如：房屋买卖，已核对不动产权证" />
            </Form.Item>
          </Form>
        </>
      ) : null}
      {post.error ? <ErrorPanel compact error={post.error} /> : null}
    </Modal>
  )
}
