import { App, Button, Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { useSession } from '../../../api/context.ts'
import { changePassword } from '../../../api/staff.ts'
import { useWrite } from '../../../api/use-write.ts'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'

type Filled = { readonly oldPassword: string; readonly newPassword: string; readonly again: string }

/** One's own password; the sign-in goes on, all others end. */
export function PasswordForm({ first = false }: { readonly first?: boolean }): ReactNode {
  const [form] = Form.useForm<Filled>()
  const { message } = App.useApp()
  const session = useSession()
  const change = useWrite((send, { oldPassword, newPassword }: Filled) => changePassword(send, { oldPassword, newPassword }), {
    refresh: [['members', 'own-sessions']],
    onDone: () => {
      form.resetFields()
      void message.info('密码已修改，别处的登录已结束')
      // What this person may do now is in a new profile.
      if (first) void session.refresh()
    },
  })
  return (
    <Form<Filled> form={form} layout="vertical" onFinish={(filled) => change.mutate(filled)} requiredMark={false}>
      <Form.Item
        label={first ? '初始密码' : '原密码'}
        name="oldPassword"
        rules={[{ required: true, message: `请填写${first ? '初始密码' : '原密码'}` }]}
      >
        <Input.Password autoComplete="current-password" maxLength={256} />
      </Form.Item>
      <Form.Item
        extra="至少 8 位，含大写字母、小写字母、数字、符号中的三种；不能是常见密码，不能包含用户名"
        label="新密码"
        name="newPassword"
        rules={[{ required: true, min: 8, message: '至少 8 位' }]}
      >
        <Input.Password autoComplete="new-password" maxLength={256} />
      </Form.Item>
      <Form.Item
        dependencies={['newPassword']}
        label="再输一次"
        name="again"
        rules={[
          { required: true, message: '请再输一次新密码' },
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              !value || value === getFieldValue('newPassword') ? Promise.resolve() : Promise.reject(new Error('两次输入的新密码不同')),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={256} />
      </Form.Item>
      {change.error ? <ErrorPanel compact error={change.error} /> : null}
      <Button htmlType="submit" loading={change.isPending} type="primary">
        修改密码
      </Button>
    </Form>
  )
}
