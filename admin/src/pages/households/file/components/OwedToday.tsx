import { Table } from 'antd'
import type { ReactNode } from 'react'
import type { HouseholdQuote, QuoteItem } from '../../../../../../shared/contracts/billing.ts'
import { Amount } from '../../../../components/Amount.tsx'

const stepsOf = (quote: HouseholdQuote) => quote.items.flatMap(({ title, steps }) => steps.map((step) => `${title}：${step}`))

/** The answer for the person at the counter: how much, why, until when. */
export function OwedToday({ quote, balanceFen }: { readonly quote: HouseholdQuote; readonly balanceFen: number }): ReactNode {
  return (
    <section aria-label="今日应缴" className="nz-paper nz-owed">
      <div className="nz-owed-sum">
        <p className="nz-soft">今日应缴（{quote.asOf}）</p>
        <p className="nz-owed-total">
          <Amount fen={quote.totalFen} steps={stepsOf(quote)} strong title="今日应缴" tone="owed" /> 元
        </p>
        <dl className="nz-facts">
          <dt>本金</dt>
          <dd>
            <Amount fen={quote.principalFen} />
          </dd>
          <dt>违约金</dt>
          <dd>
            <Amount fen={quote.lateFeeFen} />
          </dd>
          {quote.discountFen > 0 ? (
            <>
              <dt>今日缴清优惠</dt>
              <dd>
                <Amount fen={-quote.discountFen} />
              </dd>
            </>
          ) : null}
          <dt>账户余额</dt>
          <dd>
            <Amount fen={balanceFen} />
          </dd>
          <dt>缴费截止</dt>
          <dd className="nz-figures">
            {quote.dueOn ?? '—'}
            {quote.overdue ? <span className="nz-state nz-state-attention">已逾期</span> : null}
          </dd>
        </dl>
      </div>
      <Table<QuoteItem>
        aria-label="今日应缴明细"
        className="nz-owed-items"
        columns={[
          { title: '采暖季', dataIndex: 'seasonCode', width: 104 },
          { title: '项目', dataIndex: 'title', width: 160 },
          { title: '怎么算的', dataIndex: 'steps', render: (steps: readonly string[]) => <StepLines steps={steps} /> },
          {
            title: '金额 元',
            dataIndex: 'amountFen',
            width: 112,
            align: 'right',
            render: (_, item) => <Amount fen={item.amountFen} steps={item.steps} title={item.title} tone="owed" />,
          },
        ]}
        dataSource={[...quote.items]}
        locale={{ emptyText: <p className="nz-empty">今天没有需要缴纳的费用</p> }}
        pagination={false}
        rowKey={(item) => `${item.kind} ${item.seasonCode} ${item.feeType} ${item.title}`}
        size="small"
      />
    </section>
  )
}

function StepLines({ steps }: { readonly steps: readonly string[] }): ReactNode {
  return steps.map((step) => (
    <p className="nz-step-line" key={step}>
      {step}
    </p>
  ))
}
