import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { OrgUnit } from '../../../../../../shared/contracts/tenancy.ts'
import { useSend } from '../../../../api/context.ts'
import { orgUnitList } from '../../../../api/tenancy.ts'
import { EmptyRows, type SearchColumn, SearchTable } from '../../../../components/SearchTable.tsx'
import { unitKindName } from '../../../../words/names.ts'
import { type Branch, treeOf } from '../tree.ts'

const columns: SearchColumn<Branch<OrgUnit>>[] = [
  { title: '名称', dataIndex: 'name' },
  { title: '代码', dataIndex: 'code', width: 160, render: (_, unit) => <code>{unit.code}</code> },
  { title: '类型', dataIndex: 'kind', width: 120, render: (_, unit) => unitKindName(unit.kind) },
  { title: '法人主体', dataIndex: 'legalEntity', width: 320, ellipsis: true },
]

/** For those who look and do not change. */
export function SeenUnits(): ReactNode {
  const answer = useQuery(orgUnitList(useSend()))
  return (
    <SearchTable
      answer={{ ...answer, data: answer.data && { items: treeOf(answer.data.items) } }}
      columns={columns}
      empty={<EmptyRows text="没有您能看到的组织" />}
      expandable={{ defaultExpandAllRows: true }}
      key={answer.data ? 'units' : 'waiting'}
      label="组织机构"
      name="org-units"
      rowKey={(unit) => unit.code}
    />
  )
}
