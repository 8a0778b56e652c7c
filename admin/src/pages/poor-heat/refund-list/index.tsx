import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { HeatRefund, HeatRefundQuery } from '../../../../../shared/contracts/poor-heat.ts'
import { useAccess, useSend } from '../../../api/context.ts'
import { heatRefundList } from '../../../api/poor-heat.ts'
import { Amount } from '../../../components/Amount.tsx'
import { FilterSelect } from '../../../components/FilterSelect.tsx'
import { useFilters } from '../../../components/filters.ts'
import { Moment } from '../../../components/Moment.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { SearchBox } from '../../../components/SearchBox.tsx'
import { EmptyRows, type SearchColumn, SearchTable } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { refundStateOptions, refundStateWord } from '../words.ts'
import { ProposeDialog } from './ProposeDialog.tsx'

const fileOf = (refundNo: string) => `/heat-refunds/${encodeURIComponent(refundNo)}`

const columns: SearchColumn<HeatRefund>[] = [
  {
    title: '退费编号',
    dataIndex: 'refundNo',
    width: 200,
    render: (_, row) => (
      <Link className="nz-figures" to={fileOf(row.refundNo)}>
        {row.refundNo}
      </Link>
    ),
  },
  { title: '状态', dataIndex: 'state', width: 88, render: (_, row) => <StateMark word={refundStateWord(row.state)} /> },
  {
    title: '用热户',
    key: 'household',
    width: 176,
    render: (_, row) => (
      <>
        <Link className="nz-figures" to={`/households/${encodeURIComponent(row.householdNo)}`}>
          {row.householdNo}
        </Link>{' '}
        {row.customerName}
      </>
    ),
  },
  { title: '采暖季', dataIndex: 'seasonCode', width: 104 },
  {
    title: '报告 → 恢复',
    key: 'days',
    width: 200,
    className: 'nz-figures',
    render: (_, { reportedOn, fixedOn }) => `${reportedOn} → ${fixedOn ?? '未恢复'}`,
  },
  { title: '事由', dataIndex: 'reason', ellipsis: true },
  { title: '提出', key: 'proposed', width: 144, render: (_, row) => <Moment at={row.proposedAt} /> },
  {
    title: '退费 元',
    dataIndex: 'amountFen',
    width: 112,
    align: 'right',
    render: (_, row) => <Amount fen={row.amountFen} steps={row.steps} title="室温退费" />,
  },
]

/** Refunds for cold homes: proposed by one person, decided by another. */
export default function HeatRefundListPage(): ReactNode {
  const navigate = useNavigate()
  const access = useAccess()
  const [proposing, setProposing] = useState(false)
  const { values, paging, setFilters, setPaging } = useFilters(['state', 'householdNo'])
  const answer = useQuery(heatRefundList(useSend(), { ...values, ...paging } as Partial<HeatRefundQuery>))
  const filtered = Object.keys(values).length > 0
  return (
    <>
      <PageHeader note="室温不达标按价格文件逐日退费，由另一人审核后入账" title="室温退费" />
      <SearchTable<HeatRefund>
        answer={answer}
        columns={columns}
        empty={
          <EmptyRows
            onClear={filtered ? () => setFilters({ state: '', householdNo: '' }) : undefined}
            text={filtered ? '没有符合条件的室温退费' : '还没有室温退费'}
          />
        }
        filters={
          <>
            <FilterSelect
              label="状态"
              onChange={(state) => setFilters({ state })}
              options={refundStateOptions}
              value={values.state}
              width={112}
            />
            <SearchBox
              label="客户卡号"
              onSearch={(householdNo) => setFilters({ householdNo })}
              placeholder="客户卡号"
              value={values.householdNo ?? ''}
              width={144}
            />
          </>
        }
        label="室温退费列表"
        minWidth={1120}
        name="heat-refunds"
        onOpen={(row) => void navigate(fileOf(row.refundNo))}
        onPaging={setPaging}
        paging={paging}
        rowKey={(row) => row.refundNo}
        toolbar={
          access.proposeHeatRefund
            ? [
                <Button key="propose" onClick={() => setProposing(true)} type="primary">
                  提出退费
                </Button>,
              ]
            : []
        }
      />
      {proposing ? (
        <ProposeDialog onClose={() => setProposing(false)} onProposed={({ refundNo }) => void navigate(fileOf(refundNo))} />
      ) : null}
    </>
  )
}
