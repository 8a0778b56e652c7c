import { App, Button, Popconfirm } from 'antd'
import type { ReactNode } from 'react'
import type { StaffRole } from '../../../../../../shared/contracts/staff/roles.ts'
import { useAccess } from '../../../../api/context.ts'
import { removeRole } from '../../../../api/staff.ts'
import { useWrite } from '../../../../api/use-write.ts'
import type { RoleStart } from './RoleDrawer.tsx'

export function RoleActs({ role, onOpen }: { readonly role: StaffRole; readonly onOpen: (start: RoleStart) => void }): ReactNode {
  const { editRoles } = useAccess()
  const { message } = App.useApp()
  const remove = useWrite((send, code: string, key) => removeRole(send, code, key), {
    refresh: [['roles']],
    onDone: () => void message.info('已删除'),
  })
  const free = editRoles && role.locked === null
  return (
    <>
      <Button
        aria-label={`${free ? '修改' : '查看'} ${role.name}`}
        onClick={() => onOpen({ mode: free ? 'edit' : 'view', role })}
        size="small"
        type="link"
      >
        {free ? '修改' : '查看'}
      </Button>
      {editRoles ? (
        <Button aria-label={`复制 ${role.name}`} onClick={() => onOpen({ mode: 'create', role })} size="small" type="link">
          复制
        </Button>
      ) : null}
      {free && role.memberCount === 0 ? (
        <Popconfirm
          cancelText="取消"
          okText="删除"
          onConfirm={() => remove.mutate(role.code, { onError: (error) => void message.warning(error.message, 6) })}
          placement="left"
          title={`删除角色“${role.name}”？`}
        >
          <Button aria-label={`删除 ${role.name}`} loading={remove.isPending} size="small" type="link">
            删除
          </Button>
        </Popconfirm>
      ) : null}
    </>
  )
}
