import { Form, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import type { StaffMember } from '../../../../../../shared/contracts/staff.ts'
import { useSession } from '../../../../api/context.ts'
import { transferMainAdmin } from '../../../../api/staff.ts'
import { useWrite } from '../../../../api/use-write.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'

/** Gives the company's highest post to somebody else, confirmed by one's own password. */
export function TransferDialog({ member, onClose }: { readonly member: StaffMember; readonly onClose: () => void }): ReactNode {
  const [form] = Form.useForm<{ readonly password: string }>()
  const session = useSession()
  const transfer = useWrite((send, { password }: { readonly password: string }) => transferMainAdmin(send, member.name, password), {
    refresh: [['members'], ['roles']],
    onDone: () => {
      onClose()
      // The rights of this page have changed with the post.
      void session.refresh()
    },
  })
  return (
    <Modal
      cancelText="取消"
      confirmLoading={transfer.isPending}
      okButtonProps={{ danger: true }}
      okText="移交"
      onCancel={onClose}
      onOk={form.submit}
      open
      title={`移交主管理员给 ${member.displayName}`}
      width={480}
    >
      <p className="nz-dialog-note">
        移交立即生效：{member.displayName}（{member.name}）成为主管理员，您不再是；没有其他岗位时，您改任管理员。
      </p>
      <Form form={form} layout="vertical" onFinish={(filled) => transfer.mutate(filled)} requiredMark={false}>
        <Form.Item label="您的登录密码" name="password" rules={[{ required: true, message: '请填写密码' }]}>
          <Input.Password autoComplete="current-password" autoFocus maxLength={256} />
        </Form.Item>
      </Form>
      {transfer.error ? <ErrorPanel compact error={transfer.error} /> : null}
    </Modal>
  )
}
