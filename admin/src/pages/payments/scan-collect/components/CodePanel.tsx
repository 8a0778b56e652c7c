import { Button, QRCode } from 'antd'
import { type ReactNode, useEffect, useEffectEvent } from 'react'
import { Link } from 'react-router'
import type { ScanOrder } from '../../../../../../shared/contracts/payments/scan-collect.ts'
import { Amount } from '../../../../components/Amount.tsx'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { Loading } from '../../../../components/Loading.tsx'
import { codeView } from '../code-view.ts'
import { useScanOrder } from '../use-scan-order.ts'
import { CancelButton } from './CancelButton.tsx'
import { TimeLeft } from './TimeLeft.tsx'

type Props = {
  readonly householdNo: string
  readonly orderNo: string
  readonly onAgain: () => void
  readonly onPaid: () => void
}

/** The code and how it stands, asked again until it is settled: what counts is our own order, not what somebody's phone shows. */
export function CodePanel({ householdNo, orderNo, onAgain, onPaid }: Props): ReactNode {
  const { order, error, take, retry } = useScanOrder(orderNo)
  const paid = order?.state === 'paid'
  const tell = useEffectEvent(onPaid)
  useEffect(() => {
    if (paid) tell()
  }, [paid])
  return (
    <section aria-label="收款码" aria-live="polite" className="nz-paper nz-scan-code">
      {order ? <Standing householdNo={householdNo} onAgain={onAgain} order={order} take={take} /> : null}
      {!order && !error ? <Loading rows={6} /> : null}
      {error ? <ErrorPanel compact error={error} onRetry={retry} /> : null}
    </section>
  )
}

type StandingProps = Omit<Props, 'orderNo' | 'onPaid'> & { readonly order: ScanOrder; readonly take: (order: ScanOrder) => void }

function Standing({ order, householdNo, onAgain, take }: StandingProps): ReactNode {
  const { orderNo, codeUrl, totalFen, toBalanceFen } = order
  const view = codeView(order)
  const orderLink = <Link to={`/payment-orders/${encodeURIComponent(orderNo)}`}>支付单 {orderNo}</Link>
  return (
    <>
      <h2 className={view.tone === 'plain' ? undefined : `nz-scan-${view.tone}`}>{view.title}</h2>
      <p className="nz-scan-total">
        <Amount fen={totalFen} strong tone={order.state === 'paid' ? 'paid' : 'plain'} /> 元
      </p>
      {codeUrl === null ? null : (
        <div aria-label="微信收款码" className="nz-scan-picture" role="img">
          <div aria-hidden="true">
            <QRCode bordered={false} errorLevel="M" size={248} type="svg" value={codeUrl} />
          </div>
        </div>
      )}
      <p className="nz-soft">{view.detail}</p>
      {toBalanceFen > 0 ? (
        <p className="nz-warning">
          其中 <Amount fen={toBalanceFen} /> 元在付款前已经有人缴过，存为这一户的余额。
        </p>
      ) : null}
      {codeUrl === null ? null : <TimeLeft asOf={order.asOf} key={order.asOf} until={order.expiresAt} />}
      <p className="nz-soft">{orderLink}</p>
      {view.open ? <CancelButton onClosed={take} orderNo={orderNo} /> : null}
      {view.again ? (
        <Button autoFocus block onClick={onAgain} size="large" type="primary">
          重新收款
        </Button>
      ) : null}
      {order.state === 'paid' ? (
        <Link className="nz-scan-done" to={`/households/${encodeURIComponent(householdNo)}`}>
          回到用热户
        </Link>
      ) : null}
    </>
  )
}
