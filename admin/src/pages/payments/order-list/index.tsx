import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import type { PaymentOrderQuery, PaymentOrderRow } from '../../../../../shared/contracts/payments.ts'
import { useSend } from '../../../api/context.ts'
import { paymentOrderList } from '../../../api/payments.ts'
import { Amount } from '../../../components/Amount.tsx'
import { FilterSelect } from '../../../components/FilterSelect.tsx'
import { useFilters } from '../../../components/filters.ts'
import { Moment } from '../../../components/Moment.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { SearchBox } from '../../../components/SearchBox.tsx'
import { EmptyRows, type SearchColumn, SearchTable } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { channelName } from '../../../words/names.ts'
import { orderStateOptions, orderStateWord } from '../../../words/states.ts'

const orderPath = (orderNo: string) => `/payment-orders/${encodeURIComponent(orderNo)}`

const columns: SearchColumn<PaymentOrderRow>[] = [
  {
    title: '支付单号',
    dataIndex: 'orderNo',
    width: 216,
    render: (_, row) => (
      <Link className="nz-figures" to={orderPath(row.orderNo)}>
        {row.orderNo}
      </Link>
    ),
  },
  { title: '状态', dataIndex: 'state', width: 96, render: (_, row) => <StateMark word={orderStateWord(row.state)} /> },
  { title: '渠道', dataIndex: 'channel', width: 104, render: (_, row) => channelName(row.channel) },
  { title: '付款人', dataIndex: 'payer', width: 128, ellipsis: true },
  {
    title: '用热户',
    key: 'householdNos',
    render: (_, row) => (
      <span className="nz-inline-list">
        {row.householdNos.map((householdNo) => (
          <Link className="nz-figures" key={householdNo} to={`/households/${encodeURIComponent(householdNo)}`}>
            {householdNo}
          </Link>
        ))}
      </span>
    ),
  },
  { title: '创建时间', dataIndex: 'createdAt', width: 144, render: (_, row) => <Moment at={row.createdAt} /> },
  { title: '到账时间', dataIndex: 'paidAt', width: 144, render: (_, row) => <Moment at={row.paidAt} /> },
  {
    title: '金额 元',
    dataIndex: 'totalFen',
    width: 120,
    align: 'right',
    render: (_, row) => <Amount fen={row.totalFen} to={orderPath(row.orderNo)} tone={row.state === 'paid' ? 'paid' : 'plain'} />,
  },
]

export default function PaymentOrderListPage(): ReactNode {
  const navigate = useNavigate()
  const { values, paging, setFilters, setPaging } = useFilters(['orderNo', 'householdNo', 'state'])
  const answer = useQuery(paymentOrderList(useSend(), { ...values, ...paging } as Partial<PaymentOrderQuery>))
  const filtered = Object.keys(values).length > 0
  return (
    <>
      <PageHeader note="用户在手机上发起的每一次缴费，以及与支付通道的往来" title="支付单" />
      <SearchTable
        answer={answer}
        columns={columns}
        empty={
          <EmptyRows
            onClear={filtered ? () => setFilters({ orderNo: '', householdNo: '', state: '' }) : undefined}
            text={filtered ? '没有符合条件的支付单' : '还没有支付单，用户在手机上缴费后会出现在这里'}
          />
        }
        filters={
          <>
            <SearchBox
              label="支付单号"
              onSearch={(orderNo) => setFilters({ orderNo })}
              placeholder="支付单号"
              value={values.orderNo ?? ''}
              width={232}
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
              options={orderStateOptions}
              value={values.state}
              width={120}
            />
          </>
        }
        label="支付单列表"
        minWidth={1080}
        name="payment-orders"
        onOpen={(row) => void navigate(orderPath(row.orderNo))}
        onPaging={setPaging}
        paging={paging}
        rowKey={(row) => row.orderNo}
      />
    </>
  )
}
