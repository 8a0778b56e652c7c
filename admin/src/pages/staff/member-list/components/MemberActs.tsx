import { App, Button, Dropdown } from 'antd'
import { type ReactNode, useState } from 'react'
import type { FirstPassword } from '../../../../../../shared/contracts/staff/members.ts'
import type { StaffMember } from '../../../../../../shared/contracts/staff.ts'
import { useAccess } from '../../../../api/context.ts'
import { disableMember, enableMember, resetPassword } from '../../../../api/staff.ts'
import { useWrite } from '../../../../api/use-write.ts'
import { AskReason } from '../../../../components/AskReason.tsx'
import { MemberDialog } from './MemberDialog.tsx'
import { SessionsDialog } from './SessionsDialog.tsx'
import { TransferDialog } from './TransferDialog.tsx'

type Props = { readonly member: StaffMember; readonly onTold: (told: FirstPassword) => void }
type Open = 'edit' | 'disable' | 'sessions' | 'transfer' | null

/** What may be done with a colleague. Nobody handles their own account here, and the main admin's is theirs alone. */
export function MemberActs({ member, onTold }: Props): ReactNode {
  const access = useAccess()
  const { message, modal } = App.useApp()
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const refresh = [['members'], ['roles']]
  const warn = { onError: (error: Error) => void message.warning(error.message, 6) }
  const disabling = useWrite((send, reason: string, key) => disableMember(send, member.name, reason, key), { refresh, onDone: close })
  const enabling = useWrite((send, _: null, key) => enableMember(send, member.name, key), {
    refresh,
    onDone: () => void message.info('已启用'),
  })
  const resetting = useWrite((send, _: null, key) => resetPassword(send, member.name, key), { refresh, onDone: onTold })
  if (member.self) return <span className="nz-none">本人</span>
  const active = member.state === 'active'
  const items = [
    ...(member.mainAdmin ? [] : [{ key: 'edit', label: '修改' }]),
    ...(member.mainAdmin ? [] : [{ key: 'reset', label: '重置密码' }]),
    ...(access.endSessions ? [{ key: 'sessions', label: '登录与下线' }] : []),
    ...(access.disableMembers && !member.mainAdmin ? [active ? { key: 'disable', label: '停用' } : { key: 'enable', label: '启用' }] : []),
    ...(access.transferMainAdmin && active && !member.mainAdmin ? [{ key: 'transfer', label: '移交主管理员' }] : []),
  ]
  function choose(key: string) {
    if (key === 'enable') return enabling.mutate(null, warn)
    if (key !== 'reset') return setOpen(key as Open)
    void modal.confirm({
      title: `重置 ${member.displayName} 的密码？`,
      content: '原密码立即失效，所有登录立即结束；新的初始密码只显示一次。',
      okText: '重置密码',
      cancelText: '取消',
      onOk: () => resetting.mutate(null, warn),
    })
  }
  if (items.length === 0) return <span className="nz-none">—</span>
  return (
    <>
      <Dropdown menu={{ items, onClick: ({ key }) => choose(key) }} trigger={['click']}>
        <Button aria-label={`${member.displayName}的操作`} loading={enabling.isPending || resetting.isPending} size="small" type="link">
          操作
        </Button>
      </Dropdown>
      {open === 'edit' ? <MemberDialog member={member} onClose={close} /> : null}
      {open === 'sessions' ? <SessionsDialog member={member} onClose={close} /> : null}
      {open === 'transfer' ? <TransferDialog member={member} onClose={close} /> : null}
      {open === 'disable' ? (
        <AskReason
          danger
          error={disabling.error}
          note="停用后不能登录，正在使用的登录立即结束；岗位保留，启用后恢复。"
          okText="停用"
          onClose={close}
          onOk={(reason) => disabling.mutate(reason)}
          pending={disabling.isPending}
          title={`停用 ${member.displayName}`}
        />
      ) : null}
    </>
  )
}
