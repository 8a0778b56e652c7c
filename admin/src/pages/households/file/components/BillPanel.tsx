import { Table } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Bill, BillLine } from '../../../../../../shared/contracts/billing.ts'
import { Amount } from '../../../../components/Amount.tsx'
import { Moment } from '../../../../components/Moment.tsx'
import { channelName, lineTypeName } from '../../../../words/names.ts'

/** One season's bill: its lines as they were posted, and the money that paid them. */
export function BillPanel({ bill }: { readonly bill: Bill }): ReactNode {
  return (
    <div className="nz-bill">
      <Table<BillLine>
        aria-label={`${bill.seasonCode} 账单明细`}
        columns={[
          { title: '行', dataIndex: 'lineNo', width: 48, align: 'right' },
          { title: '类型', dataIndex: 'type', width: 80, render: lineTypeName },
          { title: '项目', dataIndex: 'title' },
          { title: '说明', key: 'reason', render: (_, line) => <LineNote line={line} /> },
          { title: '记账日', dataIndex: 'postedOn', width: 104, className: 'nz-figures' },
          { title: '到期日', dataIndex: 'dueOn', width: 104, className: 'nz-figures', render: (dueOn: string | null) => dueOn ?? '—' },
          {
            title: '金额 元',
            dataIndex: 'amountFen',
            width: 120,
            align: 'right',
            render: (_, line) => <Amount fen={line.amountFen} steps={line.steps} title={line.title} />,
          },
          {
            title: '未缴 元',
            dataIndex: 'openFen',
            width: 112,
            align: 'right',
            render: (_, line) =>
              line.openFen === null ? (
                <span className="nz-none">—</span>
              ) : (
                <Amount fen={line.openFen} steps={line.steps} title={line.title} tone="owed" />
              ),
          },
        ]}
        dataSource={[...bill.lines]}
        pagination={false}
        rowKey="lineNo"
        size="small"
      />
      <div className="nz-bill-foot">
        {bill.othersFen > 0 ? (
          <p>
            由单位、政府或开发商承担 <Amount fen={bill.othersFen} /> 元，不向住户收取
          </p>
        ) : null}
        {bill.lateFeeFen > 0 ? (
          <p>
            截至今日未入账的违约金 <Amount fen={bill.lateFeeFen} steps={bill.lateFeeSteps} title="违约金" tone="owed" /> 元
          </p>
        ) : null}
        {bill.notice ? (
          <p className="nz-soft">
            价格依据　{bill.notice.title}（{bill.notice.no}）
          </p>
        ) : null}
        {bill.payments.map((payment) => (
          <p className="nz-bill-payment" key={`${payment.orderNo} ${payment.lineNo} ${payment.paidAt}`}>
            <Moment at={payment.paidAt} /> {channelName(payment.channel)} 缴第 {payment.lineNo} 行{' '}
            <Amount fen={payment.amountFen} tone="paid" {...(payment.orderNo ? { to: `/payment-orders/${payment.orderNo}` } : {})} /> 元
            {payment.orderNo ? <Link to={`/payment-orders/${payment.orderNo}`}>支付单 {payment.orderNo}</Link> : null}
          </p>
        ))}
      </div>
    </div>
  )
}

function LineNote({ line }: { readonly line: BillLine }): ReactNode {
  const parts = [
    line.reversesLineNo === null ? null : `冲正第 ${line.reversesLineNo} 行`,
    line.answersLineNo === null ? null : `针对第 ${line.answersLineNo} 行`,
    line.reason,
  ].filter((part) => part !== null)
  return <span className="nz-soft">{parts.join('；') || line.steps.at(-1)}</span>
}
