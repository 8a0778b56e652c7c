import { Table } from 'antd'
import type { ReactNode } from 'react'
import type { QuoteItem } from '../../../../../../shared/contracts/billing.ts'
import type { ScanDesk } from '../../../../../../shared/contracts/payments/scan-collect.ts'
import { Amount } from '../../../../components/Amount.tsx'

/** What would be collected, item by item, with the steps one click away. */
export function QuotePanel({ desk: { quote, residentIsPaying } }: { readonly desk: ScanDesk }): ReactNode {
  return (
    <section aria-label="应收明细" className="nz-paper">
      <h2>应收明细（{quote.asOf}）</h2>
      {residentIsPaying ? (
        <p className="nz-warning" role="status">
          用户正在手机上支付这一户的费用。两边都付款时，后到的一笔会存为余额；请先问清楚再收。
        </p>
      ) : null}
      <Table<QuoteItem>
        aria-label="应收明细"
        columns={[
          { title: '采暖季', dataIndex: 'seasonCode', width: 104 },
          { title: '项目', dataIndex: 'title' },
          {
            title: '金额 元',
            dataIndex: 'amountFen',
            width: 128,
            align: 'right',
            render: (_, item) => <Amount fen={item.amountFen} steps={item.steps} title={item.title} tone="owed" />,
          },
        ]}
        dataSource={[...quote.items]}
        locale={{ emptyText: <p className="nz-empty">今天没有需要缴纳的费用</p> }}
        pagination={false}
        rowKey={(item) => `${item.kind} ${item.seasonCode} ${item.feeType} ${item.title}`}
        size="small"
        summary={() =>
          quote.items.length === 0 ? null : (
            <Table.Summary.Row>
              <Table.Summary.Cell colSpan={2} index={0}>
                合计
              </Table.Summary.Cell>
              <Table.Summary.Cell align="right" index={1}>
                <Amount fen={quote.totalFen} strong tone="owed" />
              </Table.Summary.Cell>
            </Table.Summary.Row>
          )
        }
      />
    </section>
  )
}
