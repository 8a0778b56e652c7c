import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { FirstPassword } from '../../../../../shared/contracts/staff/members.ts'
import { useSend } from '../../../api/context.ts'
import { memberList } from '../../../api/staff.ts'
import { FilterSelect } from '../../../components/FilterSelect.tsx'
import { useFilters } from '../../../components/filters.ts'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { SearchBox } from '../../../components/SearchBox.tsx'
import { EmptyRows, SearchTable } from '../../../components/SearchTable.tsx'
import { memberColumns } from './columns.tsx'
import { FirstPasswordDialog } from './components/FirstPasswordDialog.tsx'
import { MemberActs } from './components/MemberActs.tsx'
import { MemberDialog } from './components/MemberDialog.tsx'

export default function MemberListPage(): ReactNode {
  const answer = useQuery(memberList(useSend()))
  const { values, setFilters } = useFilters(['search', 'state', 'role'])
  const [inviting, setInviting] = useState(false)
  const [told, setTold] = useState<FirstPassword | null>(null)
  const all = answer.data?.items ?? []
  const text = (values.search ?? '').toLowerCase()
  const rows = all.filter(
    ({ name, displayName, units, state, roles }) =>
      [name, displayName, ...units].some((word) => word.toLowerCase().includes(text)) &&
      (!values.state || state === values.state) &&
      (!values.role || roles.includes(values.role)),
  )
  const roles = [...new Set(all.flatMap((member) => member.roles))]
  const filtered = Object.keys(values).length > 0
  return (
    <>
      <PageHeader
        actions={
          <Button onClick={() => setInviting(true)} type="primary">
            新增员工
          </Button>
        }
        note={answer.data ? `共 ${all.length} 人；每人可有多个岗位，权限只在岗位所在的组织及其下级有效` : null}
        title="员工"
      />
      <SearchTable
        answer={{ ...answer, data: answer.data && { items: rows } }}
        columns={memberColumns((member) => <MemberActs member={member} onTold={setTold} />)}
        empty={
          <EmptyRows
            onClear={filtered ? () => setFilters({ search: '', state: '', role: '' }) : undefined}
            text={filtered ? '没有符合条件的员工' : '还没有员工'}
          />
        }
        filters={
          <>
            <SearchBox
              label="查找员工"
              onSearch={(search) => setFilters({ search })}
              placeholder="用户名、姓名或组织"
              value={values.search ?? ''}
              width={240}
            />
            <FilterSelect
              label="角色"
              onChange={(role) => setFilters({ role })}
              options={roles.map((role) => ({ value: role, label: role }))}
              value={values.role}
            />
            <FilterSelect
              label="状态"
              onChange={(state) => setFilters({ state })}
              options={[
                { value: 'active', label: '在用' },
                { value: 'disabled', label: '停用' },
              ]}
              value={values.state}
              width={104}
            />
          </>
        }
        label="员工列表"
        minWidth={1080}
        name="members"
        rowKey={(member) => member.name}
      />
      {inviting ? (
        <MemberDialog
          onClose={() => setInviting(false)}
          onInvited={(first) => {
            setInviting(false)
            setTold(first)
          }}
        />
      ) : null}
      {told ? <FirstPasswordDialog onClose={() => setTold(null)} told={told} /> : null}
    </>
  )
}
