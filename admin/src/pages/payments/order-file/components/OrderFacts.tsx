import { Table } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { PaymentOrderFile } from '../../../../../../shared/contracts/payments.ts'
import { Amount } from '../../../../components/Amount.tsx'
import { CopyText } from '../../../../components/CopyText.tsx'
import { Moment } from '../../../../components/Moment.tsx'
import { channelName } from '../../../../words/names.ts'

type Payment = PaymentOrderFile['payments'][number]
const householdPath = (householdNo: string) => `/households/${encodeURIComponent(householdNo)}`

export function OrderFacts({ file }: { readonly file: PaymentOrderFile }): ReactNode {
  return (
    <section aria-label="支付单" className="nz-paper">
      <p className="nz-soft">支付金额</p>
      <p className="nz-order-total">
        <Amount fen={file.totalFen} strong tone={file.state === 'paid' ? 'paid' : 'plain'} /> 元
      </p>
      <dl className="nz-facts">
        <dt>渠道</dt>
        <dd>{channelName(file.channel)}</dd>
        <dt>商户</dt>
        <dd>{file.merchant}</dd>
        <dt>付款人</dt>
        <dd>{file.payer}</dd>
        <dt>创建</dt>
        <dd>
          <Moment at={file.createdAt} seconds />
        </dd>
        <dt>有效期至</dt>
        <dd>
          <Moment at={file.expiresAt} seconds />
        </dd>
        <dt>到账</dt>
        <dd>
          <Moment at={file.paidAt} seconds />
        </dd>
      </dl>
    </section>
  )
}

/** What the payer saw and agreed to, household by household. */
export function OrderHouseholds({ file }: { readonly file: PaymentOrderFile }): ReactNode {
  return (
    <section aria-label="缴费内容" className="nz-paper">
      <h2>缴费内容</h2>
      {file.households.map((household) => (
        <div className="nz-order-household" key={household.householdNo}>
          <p className="nz-order-line">
            <span>
              <Link className="nz-figures" to={householdPath(household.householdNo)}>
                {household.householdNo}
              </Link>{' '}
              {household.address}
            </span>
            <Amount fen={household.quotedFen} strong to={householdPath(household.householdNo)} />
          </p>
          {household.items.map((item) => (
            <p className="nz-order-line nz-soft" key={`${item.title} ${item.amountFen}`}>
              <span>{item.title}</span>
              <Amount fen={item.amountFen} to={householdPath(household.householdNo)} />
            </p>
          ))}
        </div>
      ))}
    </section>
  )
}

/** Where the money went. */
export function OrderPayments({ payments }: { readonly payments: readonly Payment[] }): ReactNode {
  if (payments.length === 0) return null
  return (
    <section aria-label="收款与核销" className="nz-paper">
      <h2>收款与核销</h2>
      {payments.map((payment) => (
        <div key={payment.transactionId}>
          <p className="nz-order-line">
            <span className="nz-soft">
              交易号 <CopyText text={payment.transactionId} />
            </span>
            <Amount fen={payment.amountFen} strong tone="paid" />
          </p>
          <Table<Payment['allocations'][number]>
            aria-label="核销明细"
            columns={[
              { title: '用热户', dataIndex: 'householdNo', render: (no: string) => <Link to={householdPath(no)}>{no}</Link> },
              { title: '采暖季', dataIndex: 'seasonCode' },
              { title: '核销项目', dataIndex: 'title' },
              {
                title: '金额 元',
                dataIndex: 'amountFen',
                align: 'right',
                render: (_, row) => <Amount fen={row.amountFen} to={householdPath(row.householdNo)} />,
              },
            ]}
            dataSource={[...payment.allocations]}
            locale={{ emptyText: <p className="nz-empty">没有核销任何应收</p> }}
            pagination={false}
            rowKey={(row) => `${row.householdNo} ${row.seasonCode} ${row.title}`}
            size="small"
          />
          {payment.toBalanceFen > 0 ? (
            <p className="nz-order-line">
              <span>转入余额</span>
              <Amount fen={payment.toBalanceFen} />
            </p>
          ) : null}
        </div>
      ))}
    </section>
  )
}
