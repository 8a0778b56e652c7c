import type { ReactNode } from 'react'
import { formatFen } from '../../../../../../shared/format/amount.ts'
import { CopyText } from '../../../../components/CopyText.tsx'
import { Moment } from '../../../../components/Moment.tsx'
import { StateMark } from '../../../../components/StateMark.tsx'
import { noticeOutcomeName, orderEventName } from '../../../../words/names.ts'
import { orderStateWord } from '../../../../words/states.ts'
import type { Turn } from '../conversation.ts'
import { GatewayCall } from './GatewayCall.tsx'

/** The story of an order: what we did, what the channel answered, what it told us, and what reached the ledger. */
export function Conversation({ turns }: { readonly turns: readonly Turn[] }): ReactNode {
  if (turns.length === 0) return <p className="nz-empty">还没有往来</p>
  return (
    <ol className="nz-timeline">
      {turns.map((turn, index) => (
        // The story only grows at its end.
        <li className={`nz-turn nz-turn-${turn.kind}`} data-turn={turn.kind} key={index}>
          <p className="nz-turn-at">
            <Moment at={turn.at} seconds />
          </p>
          <div className="nz-turn-body">{bodyOf(turn)}</div>
        </li>
      ))}
    </ol>
  )
}

function bodyOf(turn: Turn): ReactNode {
  if (turn.kind === 'call') return <GatewayCall call={turn.call} />
  if (turn.kind === 'notice') {
    return (
      <>
        <p className="nz-turn-line">
          <strong>收到通道通知</strong>
          <span>{noticeOutcomeName(turn.notice.outcome)}</span>
        </p>
        <p className="nz-soft">
          通知编号 <CopyText text={turn.notice.noticeId} />
        </p>
      </>
    )
  }
  if (turn.kind === 'payment') {
    return (
      <p className="nz-turn-line">
        <strong>入账</strong>
        <span>
          <span className="nz-amount nz-amount-paid">{formatFen(turn.payment.amountFen)}</span> 元
        </span>
        <span className="nz-soft">
          通道到账 <Moment at={turn.payment.paidAt} seconds />
        </span>
      </p>
    )
  }
  return (
    <>
      <p className="nz-turn-line">
        <strong>{orderEventName(turn.event.event)}</strong>
        <StateMark word={orderStateWord(turn.event.to)} />
      </p>
      {turn.event.detail ? <p className="nz-soft">{turn.event.detail}</p> : null}
    </>
  )
}
