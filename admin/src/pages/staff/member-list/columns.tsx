import type { ReactNode } from 'react'
import type { StaffMember } from '../../../../../shared/contracts/staff.ts'
import { Moment } from '../../../components/Moment.tsx'
import type { SearchColumn } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { memberStateWord } from '../../../words/states.ts'

export function memberColumns(act: (member: StaffMember) => ReactNode): SearchColumn<StaffMember>[] {
  return [
    { title: '用户名', dataIndex: 'name', width: 152, ellipsis: true },
    { title: '姓名', dataIndex: 'displayName', width: 144, ellipsis: true },
    {
      title: '岗位',
      key: 'posts',
      render: (_, { posts }) => (
        <ul className="nz-posts">
          {posts.map(({ unitCode, unit, roleCode, role }) => (
            <li key={`${unitCode} ${roleCode}`}>
              {unit} · {role}
            </li>
          ))}
        </ul>
      ),
    },
    {
      title: '状态',
      key: 'state',
      width: 176,
      render: (_, { state, firstPassword, mainAdmin }) => (
        <>
          <StateMark word={memberStateWord(state)} />
          {mainAdmin ? <span className="nz-soft"> 主管理员</span> : null}
          {firstPassword && state === 'active' ? <span className="nz-soft"> 未改初始密码</span> : null}
        </>
      ),
    },
    { title: '锁定至', dataIndex: 'lockedUntil', width: 144, render: (_, member) => <Moment at={member.lockedUntil} /> },
    { title: '操作', key: 'act', width: 72, fixed: 'end', render: (_, member) => act(member) },
  ]
}
