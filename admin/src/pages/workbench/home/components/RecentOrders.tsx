import { useQuery } from '@tanstack/react-query'
import { Table } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { PaymentOrderRow } from '../../../../../../shared/contracts/payments.ts'
import { useSend } from '../../../../api/context.ts'
import { paymentOrderList } from '../../../../api/payments.ts'
import { Amount } from '../../../../components/Amount.tsx'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { Loading } from '../../../../components/Loading.tsx'
import { Moment } from '../../../../components/Moment.tsx'
import { channelName } from '../../../../words/names.ts'

const orderPath = (orderNo: string) => `/payment-orders/${encodeURIComponent(orderNo)}`

/** The last payments that reached the ledger. */
export function RecentOrders(): ReactNode {
  const { data, error, refetch } = useQuery(paymentOrderList(useSend(), { state: 'paid', pageSize: 8 }))
  return (
    <section aria-label="最近到账" className="nz-paper">
      <h2>
        最近到账 <Link to="/payment-orders?state=paid">全部</Link>
      </h2>
      {data ? (
        <Table<PaymentOrderRow>
          aria-label="最近到账"
          columns={[
            { title: '到账时间', dataIndex: 'paidAt', width: 144, render: (at: string | null) => <Moment at={at} /> },
            { title: '支付单', dataIndex: 'orderNo', ellipsis: true, render: (no: string) => <Link to={orderPath(no)}>{no}</Link> },
            { title: '渠道', dataIndex: 'channel', width: 96, render: channelName },
            { title: '付款人', dataIndex: 'payer', width: 120, ellipsis: true },
            {
              title: '金额 元',
              dataIndex: 'totalFen',
              width: 112,
              align: 'right',
              render: (_, row) => <Amount fen={row.totalFen} to={orderPath(row.orderNo)} tone="paid" />,
            },
          ]}
          dataSource={[...data.items]}
          locale={{ emptyText: <p className="nz-empty">还没有到账的支付单</p> }}
          pagination={false}
          rowKey="orderNo"
          size="small"
        />
      ) : error ? (
        <ErrorPanel compact error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading rows={4} />
      )}
    </section>
  )
}
