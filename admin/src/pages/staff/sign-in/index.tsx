import { App, Button, Form, Input } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { Navigate, useLocation, useSearchParams } from 'react-router'
import type { SignIn } from '../../../../../shared/contracts/staff.ts'
import { useSession, useSessionState } from '../../../api/context.ts'
import { ApiProblem } from '../../../api/problem.ts'
import { returnTo } from '../../../app/return-to.ts'
import { CapsLockHint, useCapsLock } from './components/CapsLockHint.tsx'
import { SignInRefused } from './components/SignInRefused.tsx'

const companyKey = 'nuanzhang.console.company'

export default function SignInPage(): ReactNode {
  const session = useSession()
  const state = useSessionState()
  const { search } = useLocation()
  const [parameters] = useSearchParams()
  const [form] = Form.useForm<SignIn>()
  const [refusal, setRefusal] = useState<unknown>(null)
  const [sending, setSending] = useState(false)
  const { capsLock, watchCapsLock } = useCapsLock()
  const { message } = App.useApp()
  const [companyCode] = useState(() => localStorage.getItem(companyKey) ?? '')

  useEffect(() => {
    document.title = '登录 · 暖账'
    if (session.state().phase === 'starting') session.start().catch(setRefusal)
  }, [session])

  if (state.phase === 'signed-in') return <Navigate replace to={returnTo(search)} />

  async function signIn(body: SignIn) {
    setSending(true)
    setRefusal(null)
    try {
      await session.signIn(body)
      localStorage.setItem(companyKey, body.companyCode.trim().toUpperCase())
      message.destroy()
    } catch (error) {
      setRefusal(error)
      if (error instanceof ApiProblem && error.code === 'SIGN_IN_REFUSED') form.setFieldValue('password', '')
      form.getFieldInstance('password')?.focus()
    } finally {
      setSending(false)
    }
  }

  const expired = parameters.has('to') && state.phase === 'signed-out' && state.reason === 'expired'
  return (
    <main className="nz-sign-in">
      <section aria-label="登录" className="nz-sign-in-card">
        <header>
          <img alt="" height={40} src="/admin/mark.svg" width={40} />
          <div>
            <h1>暖账</h1>
            <p>供热收费控制台</p>
          </div>
        </header>
        {expired ? (
          <p className="nz-notice" role="status">
            登录已过期，请重新登录，之后会回到刚才的页面。
          </p>
        ) : null}
        <Form<SignIn>
          disabled={sending}
          form={form}
          initialValues={{ companyCode }}
          layout="vertical"
          onFinish={signIn}
          requiredMark={false}
        >
          <Form.Item label="公司代码" name="companyCode" rules={[{ required: true, whitespace: true, message: '请填写公司代码' }]}>
            <Input autoCapitalize="characters" autoComplete="organization" autoFocus={companyCode === ''} maxLength={32} size="large" />
          </Form.Item>
          <Form.Item label="用户名" name="name" rules={[{ required: true, whitespace: true, message: '请填写用户名' }]}>
            <Input autoCapitalize="none" autoComplete="username" autoFocus={companyCode !== ''} maxLength={64} size="large" />
          </Form.Item>
          <Form.Item
            extra={capsLock ? <CapsLockHint /> : null}
            label="密码"
            name="password"
            rules={[{ required: true, message: '请填写密码' }]}
          >
            <Input.Password
              autoComplete="current-password"
              maxLength={256}
              onKeyDown={watchCapsLock}
              onKeyUp={watchCapsLock}
              size="large"
            />
          </Form.Item>
          {refusal === null ? null : <SignInRefused error={refusal} />}
          <Button block htmlType="submit" loading={sending} size="large" type="primary">
            登录
          </Button>
        </Form>
      </section>
      <p className="nz-sign-in-foot">每一分热费，都说得清、查得到、付得了。</p>
    </main>
  )
}
