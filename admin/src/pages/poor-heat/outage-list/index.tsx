import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { Outage } from '../../../../../shared/contracts/poor-heat.ts'
import { useAccess, useSend } from '../../../api/context.ts'
import { outageList } from '../../../api/poor-heat.ts'
import { Amount } from '../../../components/Amount.tsx'
import { useFilters } from '../../../components/filters.ts'
import { Moment } from '../../../components/Moment.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { EmptyRows, type SearchColumn, SearchTable } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { outageStateWord } from '../words.ts'
import { RecordOutageDialog } from './RecordOutageDialog.tsx'

const fileOf = (outageNo: string) => `/outages/${encodeURIComponent(outageNo)}`

const columns: SearchColumn<Outage>[] = [
  {
    title: '停供编号',
    dataIndex: 'outageNo',
    width: 200,
    render: (_, row) => (
      <Link className="nz-figures" to={fileOf(row.outageNo)}>
        {row.outageNo}
      </Link>
    ),
  },
  { title: '状态', dataIndex: 'state', width: 88, render: (_, row) => <StateMark word={outageStateWord(row.state)} /> },
  { title: '换热站', dataIndex: 'substation', width: 160 },
  { title: '停供', key: 'startedAt', width: 144, render: (_, row) => <Moment at={row.startedAt} /> },
  { title: '恢复', key: 'endedAt', width: 144, render: (_, row) => <Moment at={row.endedAt} /> },
  { title: '事由', dataIndex: 'reason', ellipsis: true },
  { title: '账单户数', dataIndex: 'households', width: 96, align: 'right', className: 'nz-figures' },
  { title: '已退户数', dataIndex: 'postedCount', width: 96, align: 'right', className: 'nz-figures' },
  { title: '已退 元', dataIndex: 'totalFen', width: 120, align: 'right', render: (_, row) => <Amount fen={row.totalFen} /> },
]

/** Outages of substations and their refunds to every home that hangs on them. */
export default function OutageListPage(): ReactNode {
  const navigate = useNavigate()
  const access = useAccess()
  const [recording, setRecording] = useState(false)
  const { paging, setPaging } = useFilters([])
  const answer = useQuery(outageList(useSend(), paging))
  return (
    <>
      <PageHeader note="换热站停供达到价格文件规定的时长，所属用户逐户退费" title="停供退费" />
      <SearchTable<Outage>
        answer={answer}
        columns={columns}
        empty={<EmptyRows text="还没有停供事件" />}
        filters={<span className="nz-soft">登记后由另一人核对名单并审核入账</span>}
        label="停供事件列表"
        minWidth={1120}
        name="outages"
        onOpen={(row) => void navigate(fileOf(row.outageNo))}
        onPaging={setPaging}
        paging={paging}
        rowKey={(row) => row.outageNo}
        toolbar={
          access.proposeHeatRefund
            ? [
                <Button key="record" onClick={() => setRecording(true)} type="primary">
                  登记停供
                </Button>,
              ]
            : []
        }
      />
      {recording ? (
        <RecordOutageDialog onClose={() => setRecording(false)} onRecorded={({ outageNo }) => void navigate(fileOf(outageNo))} />
      ) : null}
    </>
  )
}
