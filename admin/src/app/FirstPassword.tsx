import { Button } from 'antd'
import { type ReactNode, useEffect } from 'react'
import type { StaffProfile } from '../../../shared/contracts/staff.ts'
import { useSession } from '../api/context.ts'
import { PasswordForm } from '../pages/staff/my-account/PasswordForm.tsx'

/** Stands before everything while the password is one that somebody else chose. */
export function FirstPassword({ profile }: { readonly profile: StaffProfile }): ReactNode {
  const session = useSession()
  useEffect(() => {
    document.title = '修改初始密码 · 暖账'
  }, [])
  return (
    <main className="nz-first">
      <section aria-label="修改初始密码" className="nz-paper">
        <h1>修改初始密码</h1>
        <p className="nz-soft">{profile.displayName}，您好。为了账号安全，请先换成只有您知道的密码。</p>
        <PasswordForm first />
        <p className="nz-first-leave">
          <Button onClick={() => void session.signOut().catch(() => {})} size="small" type="link">
            退出登录
          </Button>
        </p>
      </section>
    </main>
  )
}
