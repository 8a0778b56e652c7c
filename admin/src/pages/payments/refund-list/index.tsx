import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import type { RefundQuery, RefundRow } from '../../../../../shared/contracts/payments/refunds.ts'
import { useSend } from '../../../api/context.ts'
import { refundList } from '../../../api/refunds.ts'
import { Amount } from '../../../components/Amount.tsx'
import { FilterSelect } from '../../../components/FilterSelect.tsx'
import { useFilters } from '../../../components/filters.ts'
import { Moment } from '../../../components/Moment.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { SearchBox } from '../../../components/SearchBox.tsx'
import { EmptyRows, type SearchColumn, SearchTable } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { channelName } from '../../../words/names.ts'
import { refundStateOptions, refundStateWord } from '../../../words/states.ts'

const refundPath = (refundNo: string) => `/refunds/${encodeURIComponent(refundNo)}`

const columns: SearchColumn<RefundRow>[] = [
  {
    title: '退费单号',
    dataIndex: 'refundNo',
    width: 200,
    render: (_, row) => (
      <Link className="nz-figures" to={refundPath(row.refundNo)}>
        {row.refundNo}
      </Link>
    ),
  },
  { title: '状态', dataIndex: 'state', width: 96, render: (_, row) => <StateMark word={refundStateWord(row.state)} /> },
  { title: '渠道', dataIndex: 'channel', width: 96, render: (_, row) => channelName(row.channel) },
  {
    title: '用热户',
    dataIndex: 'householdNo',
    width: 112,
    render: (_, row) =>
      row.householdNo ? (
        <Link className="nz-figures" to={`/households/${encodeURIComponent(row.householdNo)}`}>
          {row.householdNo}
        </Link>
      ) : (
        <span className="nz-soft">待查款项</span>
      ),
  },
  { title: '原因', dataIndex: 'reason', ellipsis: true },
  { title: '申请人', dataIndex: 'requestedBy', width: 144, ellipsis: true },
  { title: '申请时间', dataIndex: 'requestedAt', width: 144, render: (_, row) => <Moment at={row.requestedAt} /> },
  { title: '退回时间', dataIndex: 'doneAt', width: 144, render: (_, row) => <Moment at={row.doneAt} /> },
  {
    title: '金额 元',
    dataIndex: 'amountFen',
    width: 112,
    align: 'right',
    render: (_, row) => <Amount fen={row.amountFen} to={refundPath(row.refundNo)} />,
  },
]

export default function RefundListPage(): ReactNode {
  const navigate = useNavigate()
  const { values, paging, setFilters, setPaging } = useFilters(['refundNo', 'householdNo', 'state'])
  const answer = useQuery(refundList(useSend(), { ...values, ...paging } as Partial<RefundQuery>))
  const filtered = Object.keys(values).length > 0
  return (
    <>
      <PageHeader note="已收的款按原路退给付款人；从支付单里申请，由另一位同事批准" title="退费" />
      <SearchTable
        answer={answer}
        columns={columns}
        empty={
          <EmptyRows
            onClear={filtered ? () => setFilters({ refundNo: '', householdNo: '', state: '' }) : undefined}
            text={filtered ? '没有符合条件的退费' : '还没有退费。打开已支付的支付单，可以申请退费'}
          />
        }
        filters={
          <>
            <SearchBox
              label="退费单号"
              onSearch={(refundNo) => setFilters({ refundNo })}
              placeholder="退费单号"
              value={values.refundNo ?? ''}
              width={216}
            />
            <SearchBox
              label="客户卡号"
              onSearch={(householdNo) => setFilters({ householdNo })}
              placeholder="客户卡号"
              value={values.householdNo ?? ''}
              width={160}
            />
            <FilterSelect
              label="状态"
              onChange={(state) => setFilters({ state })}
              options={refundStateOptions}
              value={values.state}
              width={128}
            />
          </>
        }
        label="退费列表"
        minWidth={1120}
        name="refunds"
        onOpen={(row) => void navigate(refundPath(row.refundNo))}
        onPaging={setPaging}
        paging={paging}
        rowKey={(row) => row.refundNo}
      />
    </>
  )
}
