import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import type { Refundable } from '../../../../../shared/contracts/payments/refunds.ts'
import { useSend } from '../../../api/context.ts'
import { refundable } from '../../../api/refunds.ts'
import { Amount } from '../../../components/Amount.tsx'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { Loading } from '../../../components/Loading.tsx'
import { RefundDialog } from './RefundDialog.tsx'

type Source = Refundable['items'][number]

/** What of an order's money can go back to its payer, household by household. */
export function RefundPanel({ orderNo }: { readonly orderNo: string }): ReactNode {
  const { data, error, refetch } = useQuery(refundable(useSend(), orderNo))
  const [asking, setAsking] = useState<Source | null>(null)
  const householdNos = [...new Set(data?.items.map(({ householdNo }) => householdNo))]
  return (
    <section aria-label="退费" className="nz-paper">
      <h2>退费</h2>
      {!data ? error ? <ErrorPanel compact error={error} onRetry={() => void refetch()} /> : <Loading rows={2} /> : null}
      {data?.items.length === 0 ? <p className="nz-empty">没有您可以办理退费的款</p> : null}
      {data?.items.map((source) => (
        <p className="nz-order-line" key={`${source.paymentNo} ${source.householdNo}`}>
          <span>
            {source.householdNo}{' '}
            <span className="nz-soft">
              收 <Amount fen={source.paidFen} />
              ，还能退 <Amount fen={source.availableFen} />
            </span>
          </span>
          <Button disabled={source.availableFen === 0} onClick={() => setAsking(source)} size="small">
            {source.availableFen === 0 ? '已退完' : '申请退费'}
          </Button>
        </p>
      ))}
      {householdNos.map((householdNo) => (
        <p key={householdNo}>
          <Link to={`/refunds?householdNo=${encodeURIComponent(householdNo)}`}>{householdNo} 的退费记录</Link>
        </p>
      ))}
      {asking ? <RefundDialog onClose={() => setAsking(null)} source={asking} /> : null}
    </section>
  )
}
