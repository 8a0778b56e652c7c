import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Season } from '../../../../../shared/contracts/tenancy.ts'
import { useSend } from '../../../api/context.ts'
import { seasonList } from '../../../api/tenancy.ts'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { EmptyRows, type SearchColumn, SearchTable } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { seasonStateWord } from '../../../words/states.ts'

const columns: SearchColumn<Season>[] = [
  { title: '采暖季', dataIndex: 'code', width: 160, className: 'nz-figures' },
  { title: '状态', dataIndex: 'state', width: 120, render: (_, season) => <StateMark word={seasonStateWord(season.state)} /> },
  { title: '开始供热', dataIndex: 'startsOn', width: 144, className: 'nz-figures' },
  { title: '停止供热', dataIndex: 'endsOn', width: 144, className: 'nz-figures' },
  { title: '供热天数', dataIndex: 'days', width: 112, align: 'right', className: 'nz-figures' },
  { title: '组织', dataIndex: 'orgUnit' },
]

export default function SeasonListPage(): ReactNode {
  const answer = useQuery(seasonList(useSend()))
  return (
    <>
      <PageHeader title="采暖季" />
      <SearchTable
        answer={answer}
        columns={columns}
        empty={<EmptyRows text="还没有采暖季" />}
        label="采暖季列表"
        name="seasons"
        rowKey={(season) => `${season.orgUnit} ${season.code}`}
      />
    </>
  )
}
