import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { RefundFile } from '../../../../../../shared/contracts/payments/refunds.ts'
import { Amount } from '../../../../components/Amount.tsx'
import { CopyText } from '../../../../components/CopyText.tsx'
import { Moment } from '../../../../components/Moment.tsx'
import { channelName } from '../../../../words/names.ts'

export function RefundFacts({ file }: { readonly file: RefundFile }): ReactNode {
  return (
    <section aria-label="退费" className="nz-paper">
      <p className="nz-soft">退费金额</p>
      <p className="nz-order-total">
        <Amount fen={file.amountFen} strong /> 元
      </p>
      <dl className="nz-facts">
        <dt>原因</dt>
        <dd>{file.reason}</dd>
        <dt>用热户</dt>
        <dd>
          {file.householdNo ? (
            <Link to={`/households/${encodeURIComponent(file.householdNo)}`}>{file.householdNo}</Link>
          ) : (
            '待查款项，不属于任何用热户'
          )}
        </dd>
        <dt>申请人</dt>
        <dd>{file.requestedBy}</dd>
        <dt>申请时间</dt>
        <dd>
          <Moment at={file.requestedAt} seconds />
        </dd>
        <dt>退回时间</dt>
        <dd>
          <Moment at={file.doneAt} seconds />
        </dd>
        <dt>渠道</dt>
        <dd>
          {channelName(file.channel)} · {file.merchant}
        </dd>
        <dt>原收款</dt>
        <dd>
          <Amount fen={file.paidFen} {...(file.orderNo ? { to: `/payment-orders/${encodeURIComponent(file.orderNo)}` } : {})} /> 元，
          <Moment at={file.paidAt} />
        </dd>
        <dt>交易号</dt>
        <dd>
          <CopyText text={file.transactionId} />
        </dd>
        {file.gatewayRefundId ? (
          <>
            <dt>通道退款号</dt>
            <dd>
              <CopyText text={file.gatewayRefundId} />
            </dd>
          </>
        ) : null}
      </dl>
    </section>
  )
}

type Part = RefundFile['released'][number]

/** Where the money was taken from when the refund was asked for. */
export function RefundParts({ file }: { readonly file: RefundFile }): ReactNode {
  const { fromBalanceFen, released, discounts, householdNo } = file
  return (
    <section aria-label="款从哪里来" className="nz-paper">
      <h2>款从哪里来</h2>
      {householdNo === null ? <PartLine part={{ title: '待查款项', amountFen: file.amountFen }} /> : null}
      {fromBalanceFen > 0 ? <PartLine part={{ title: '账户余额', amountFen: fromBalanceFen }} /> : null}
      {released.map((part) => (
        <PartLine key={`${part.title} ${part.amountFen}`} part={{ ...part, title: `释放核销：${part.title}` }} />
      ))}
      {discounts.length > 0 ? <p className="nz-soft">同时收回的优惠（退费后须补缴）</p> : null}
      {discounts.map((part) => (
        <PartLine key={`${part.title} ${part.amountFen}`} part={{ ...part, title: `收回优惠：${part.title}` }} />
      ))}
    </section>
  )
}

export function PartLine({ part }: { readonly part: Part }): ReactNode {
  return (
    <p className="nz-order-line">
      <span>{part.title}</span>
      <Amount fen={part.amountFen} />
    </p>
  )
}
