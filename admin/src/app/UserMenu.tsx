import { DownOutlined, LogoutOutlined, UserOutlined } from '@ant-design/icons'
import { App, Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import type { StaffProfile } from '../../../shared/contracts/staff.ts'
import { useSession } from '../api/context.ts'

export function UserMenu({ profile }: { readonly profile: StaffProfile }): ReactNode {
  const session = useSession()
  const navigate = useNavigate()
  const { message } = App.useApp()
  function leave() {
    session.signOut().catch((error: unknown) => {
      void message.error(`没有退出成功：${error instanceof Error ? error.message : '请重试'}`)
    })
  }
  const about = (
    <div className="nz-user-about">
      <strong>{profile.displayName}</strong>
      <span>
        {profile.name} · {profile.company.code}
      </span>
      <span>{profile.roles.map(({ name }) => name).join('、') || '没有角色'}</span>
      <span>{profile.units.map(({ name }) => name).join('、')}</span>
    </div>
  )
  return (
    <Dropdown
      menu={{
        items: [
          { key: 'about', label: about, disabled: true },
          { type: 'divider' },
          { key: 'account', label: '我的账号', icon: <UserOutlined aria-hidden />, onClick: () => void navigate('/my-account') },
          { key: 'leave', label: '退出登录', icon: <LogoutOutlined aria-hidden />, onClick: leave },
        ],
      }}
      trigger={['click']}
    >
      <button className="nz-user" type="button">
        {profile.displayName} <DownOutlined aria-hidden />
      </button>
    </Dropdown>
  )
}
