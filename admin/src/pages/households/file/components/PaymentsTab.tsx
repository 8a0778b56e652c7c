import { useQuery } from '@tanstack/react-query'
import { Table } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useSend } from '../../../../api/context.ts'
import { type HouseholdPayment, householdPayments } from '../../../../api/households.ts'
import { Amount } from '../../../../components/Amount.tsx'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { Loading } from '../../../../components/Loading.tsx'
import { Moment } from '../../../../components/Moment.tsx'
import { channelName } from '../../../../words/names.ts'

const orderPath = (orderNo: string) => `/payment-orders/${encodeURIComponent(orderNo)}`

export function PaymentsTab({ householdNo }: { readonly householdNo: string }): ReactNode {
  const { data, error, refetch } = useQuery(householdPayments(useSend(), householdNo))
  if (!data) return error ? <ErrorPanel compact error={error} onRetry={() => void refetch()} /> : <Loading />
  return (
    <section aria-label="收退费记录" className="nz-paper">
      <Table<HouseholdPayment>
        aria-label="收退费记录"
        columns={[
          { title: '到账时间', dataIndex: 'paidAt', width: 160, render: (at: string) => <Moment at={at} /> },
          { title: '渠道', dataIndex: 'channel', width: 120, render: channelName },
          { title: '付款人', dataIndex: 'payer', width: 160 },
          {
            title: '支付单',
            dataIndex: 'orderNo',
            render: (orderNo: string | null) =>
              orderNo ? <Link to={orderPath(orderNo)}>{orderNo}</Link> : <span className="nz-none">—</span>,
          },
          {
            title: '金额 元',
            dataIndex: 'amountFen',
            width: 136,
            align: 'right',
            render: (_, row) => <Amount fen={row.amountFen} tone="paid" {...(row.orderNo ? { to: orderPath(row.orderNo) } : {})} />,
          },
          {
            title: '退费 元',
            key: 'refunds',
            width: 160,
            align: 'right',
            render: (_, row) => <Refunded payment={row} />,
          },
        ]}
        dataSource={[...data.items]}
        locale={{ emptyText: <p className="nz-empty">还没有收退费记录</p> }}
        pagination={false}
        rowKey={(row) => `${row.orderNo} ${row.paidAt} ${row.amountFen}`}
        size="small"
      />
    </section>
  )
}

function Refunded({ payment }: { readonly payment: HouseholdPayment }): ReactNode {
  const { refundedFen, refundingFen } = payment
  if (refundedFen === 0 && refundingFen === 0) return <span className="nz-none">—</span>
  return (
    <>
      {refundedFen > 0 ? (
        <div>
          已退 <Amount fen={refundedFen} />
        </div>
      ) : null}
      {refundingFen > 0 ? (
        <div>
          退款中 <Amount fen={refundingFen} />
        </div>
      ) : null}
    </>
  )
}
