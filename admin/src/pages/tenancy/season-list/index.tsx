import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { Season } from '../../../../../shared/contracts/tenancy.ts'
import { useAccess, useSend } from '../../../api/context.ts'
import { orgUnitList, seasonList } from '../../../api/tenancy.ts'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { EmptyRows, type SearchColumn, SearchTable } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { seasonStateWord } from '../../../words/states.ts'
import { PlanDialog } from './components/PlanDialog.tsx'

const seasonPath = ({ orgUnit, code }: Pick<Season, 'orgUnit' | 'code'>) => `/seasons/${encodeURIComponent(orgUnit)}/${code}`

function columns(manage: boolean, unitName: (code: string) => string): SearchColumn<Season>[] {
  return [
    {
      title: '采暖季',
      dataIndex: 'code',
      width: 160,
      className: 'nz-figures',
      render: (_, season) => (manage ? <Link to={seasonPath(season)}>{season.code}</Link> : season.code),
    },
    { title: '状态', dataIndex: 'state', width: 120, render: (_, season) => <StateMark word={seasonStateWord(season.state)} /> },
    { title: '开始供热', dataIndex: 'startsOn', width: 144, className: 'nz-figures' },
    { title: '停止供热', dataIndex: 'endsOn', width: 144, className: 'nz-figures' },
    { title: '计费天数', dataIndex: 'days', width: 112, align: 'right', className: 'nz-figures' },
    { title: '组织', dataIndex: 'orgUnit', render: (_, { orgUnit }) => unitName(orgUnit) },
  ]
}

export default function SeasonListPage(): ReactNode {
  const navigate = useNavigate()
  const send = useSend()
  const { manageSeasons } = useAccess()
  const answer = useQuery(seasonList(send))
  const units = useQuery(orgUnitList(send))
  const [planning, setPlanning] = useState(false)
  const unitName = (code: string) => units.data?.items.find((unit) => unit.code === code)?.name ?? code
  return (
    <>
      <PageHeader
        actions={
          manageSeasons ? (
            <Button onClick={() => setPlanning(true)} type="primary">
              筹备新采暖季
            </Button>
          ) : null
        }
        note="筹备中：登记资料、编制价目、试算；进行中：正式出账；已结束：只收欠费"
        title="采暖季"
      />
      <SearchTable
        answer={answer}
        columns={columns(manageSeasons, unitName)}
        empty={<EmptyRows text="还没有采暖季。点“筹备新采暖季”开始。" />}
        label="采暖季列表"
        name="seasons"
        {...(manageSeasons ? { onOpen: (season: Season) => void navigate(seasonPath(season)) } : {})}
        rowKey={(season) => `${season.orgUnit} ${season.code}`}
      />
      {planning ? (
        <PlanDialog
          onClose={() => setPlanning(false)}
          onPlanned={(season) => void navigate(seasonPath(season))}
          seasons={answer.data?.items ?? []}
          units={units.data?.items ?? []}
        />
      ) : null}
    </>
  )
}
