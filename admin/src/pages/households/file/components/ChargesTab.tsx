import { useQuery } from '@tanstack/react-query'
import { Collapse, Space } from 'antd'
import type { ReactNode } from 'react'
import type { Bill } from '../../../../../../shared/contracts/billing.ts'
import { useSend } from '../../../../api/context.ts'
import { householdBills, householdQuote } from '../../../../api/households.ts'
import { Amount } from '../../../../components/Amount.tsx'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { Loading } from '../../../../components/Loading.tsx'
import { ExtraChargeButton } from '../../../billing/household/ExtraChargeButton.tsx'
import { LateFeeHolds } from '../../../billing/household/LateFeeHolds.tsx'
import { UseBalanceButton } from '../../../payments/balance-use/UseBalanceButton.tsx'
import { ChargeActs } from '../corrections/ChargeActs.tsx'
import { BillPanel } from './BillPanel.tsx'
import { OwedToday } from './OwedToday.tsx'

type Props = { readonly householdNo: string; readonly balanceFen: number }

/** What is owed today and why, then every season's bill down to its lines. */
export function ChargesTab({ householdNo, balanceFen }: Props): ReactNode {
  const send = useSend()
  const quote = useQuery(householdQuote(send, householdNo))
  const bills = useQuery(householdBills(send, householdNo))
  const firstBill = bills.data?.items[0]
  const billed = bills.data?.items.map(({ seasonCode }) => seasonCode) ?? []
  return (
    <div className="nz-stack">
      <Space className="nz-charge-acts" wrap>
        <ChargeActs householdNo={householdNo} />
        <ExtraChargeButton householdNo={householdNo} seasonCodes={billed} />
        {quote.data ? <UseBalanceButton balanceFen={balanceFen} householdNo={householdNo} owedFen={quote.data.totalFen} /> : null}
      </Space>
      {quote.data ? (
        <OwedToday balanceFen={balanceFen} quote={quote.data} />
      ) : quote.error ? (
        <ErrorPanel compact error={quote.error} onRetry={() => void quote.refetch()} />
      ) : (
        <Loading rows={3} />
      )}
      <section aria-label="各采暖季账单">
        <h2>各采暖季账单</h2>
        {bills.error && !bills.data ? <ErrorPanel compact error={bills.error} onRetry={() => void bills.refetch()} /> : null}
        {bills.isPending ? <Loading rows={5} /> : null}
        {bills.data?.items.length === 0 ? <p className="nz-empty nz-paper">还没有账单。出账之后，每个采暖季的账单会列在这里。</p> : null}
        {firstBill ? (
          <Collapse
            className="nz-bills"
            defaultActiveKey={[firstBill.billNo]}
            items={
              bills.data?.items.map((bill) => ({
                key: bill.billNo,
                label: <BillHead bill={bill} />,
                children: <BillPanel bill={bill} />,
              })) ?? []
            }
          />
        ) : null}
      </section>
      <LateFeeHolds householdNo={householdNo} seasonCodes={billed} />
    </div>
  )
}

function BillHead({ bill }: { readonly bill: Bill }): ReactNode {
  return (
    <span className="nz-bill-head">
      <strong>{bill.seasonCode}</strong>
      <span className="nz-soft">账单 {bill.billNo}</span>
      <span className="nz-soft">出账 {bill.issuedOn}</span>
      <span className="nz-soft">{bill.dueOn ? `缴费截止 ${bill.dueOn}` : ''}</span>
      <span className="nz-bill-sums">
        <span>
          应收 <Amount fen={bill.chargedFen} />
        </span>
        <span>
          已收 <Amount fen={bill.paidFen} tone="paid" />
        </span>
        <span>
          欠费 <Amount fen={bill.openFen} strong tone="owed" />
        </span>
      </span>
    </span>
  )
}
