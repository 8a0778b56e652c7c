import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { StaffRole } from '../../../../../shared/contracts/staff/roles.ts'
import { useAccess, useSend } from '../../../api/context.ts'
import { roleList } from '../../../api/staff.ts'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { EmptyRows, type SearchColumn, SearchTable } from '../../../components/SearchTable.tsx'
import { RoleActs } from './components/RoleActs.tsx'
import { RoleDrawer, type RoleStart } from './components/RoleDrawer.tsx'

function columns(act: (role: StaffRole) => ReactNode): SearchColumn<StaffRole>[] {
  return [
    { title: '角色', dataIndex: 'name', width: 184, ellipsis: true },
    { title: '代码', dataIndex: 'code', width: 176, render: (_, { code }) => <code>{code}</code> },
    {
      title: '权限',
      key: 'permissions',
      width: 96,
      align: 'right',
      render: (_, role) => <span className="nz-figures">{role.permissions.length} 项</span>,
    },
    {
      title: '资金限额',
      key: 'limits',
      width: 112,
      align: 'right',
      render: (_, { limits }) => {
        const count = Object.keys(limits).length
        return count === 0 ? <span className="nz-none">未设</span> : <span className="nz-figures">{count} 项</span>
      },
    },
    { title: '在用人数', dataIndex: 'memberCount', width: 96, align: 'right', className: 'nz-figures' },
    {
      title: '说明',
      key: 'locked',
      ellipsis: true,
      render: (_, { locked }) => (locked ? <span className="nz-soft">{locked}</span> : null),
    },
    { title: '操作', key: 'act', width: 176, fixed: 'end', render: (_, role) => act(role) },
  ]
}

export default function RoleListPage(): ReactNode {
  const answer = useQuery(roleList(useSend()))
  const { editRoles } = useAccess()
  const [start, setStart] = useState<RoleStart | null>(null)
  return (
    <>
      <PageHeader
        actions={
          editRoles ? (
            <Button onClick={() => setStart({ mode: 'create' })} type="primary">
              新增角色
            </Button>
          ) : null
        }
        note="权限改动对使用该角色的员工立即生效；公司、员工和安全日志的权限，只有自己有才能授予"
        title="角色"
      />
      <SearchTable
        answer={answer}
        columns={columns((role) => <RoleActs onOpen={setStart} role={role} />)}
        empty={<EmptyRows text="还没有角色" />}
        label="角色列表"
        minWidth={1000}
        name="roles"
        onOpen={(role) => setStart({ mode: editRoles && role.locked === null ? 'edit' : 'view', role })}
        rowKey={({ code }) => code}
      />
      {start ? <RoleDrawer onClose={() => setStart(null)} start={start} /> : null}
    </>
  )
}
