import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { StaffMember } from '../../../../../shared/contracts/staff.ts'
import { useSend } from '../../../api/context.ts'
import { memberList } from '../../../api/tenancy.ts'
import { Moment } from '../../../components/Moment.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { EmptyRows, type SearchColumn, SearchTable } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { memberStateWord } from '../../../words/states.ts'

const columns: SearchColumn<StaffMember>[] = [
  { title: '用户名', dataIndex: 'name', width: 160 },
  { title: '姓名', dataIndex: 'displayName', width: 128 },
  { title: '角色', key: 'roles', render: (_, member) => member.roles.join('、') || <span className="nz-none">—</span> },
  { title: '组织', key: 'units', render: (_, member) => member.units.join('、') || <span className="nz-none">—</span> },
  {
    title: '状态',
    key: 'state',
    width: 96,
    render: (_, member) => <StateMark word={memberStateWord(member.state)} />,
  },
  { title: '锁定至', dataIndex: 'lockedUntil', width: 160, render: (_, member) => <Moment at={member.lockedUntil} /> },
]

export default function MemberListPage(): ReactNode {
  const answer = useQuery(memberList(useSend()))
  return (
    <>
      <PageHeader note={answer.data ? `共 ${answer.data.items.length} 人` : null} title="员工" />
      <SearchTable
        answer={answer}
        columns={columns}
        empty={<EmptyRows text="还没有员工" />}
        label="员工列表"
        name="members"
        rowKey={(member) => member.name}
      />
    </>
  )
}
