import type { ReactNode } from 'react'
import type { RefundFile } from '../../../../../../shared/contracts/payments/refunds.ts'
import { refundEventLabels } from '../../../../../../shared/states/refund.ts'
import { Moment } from '../../../../components/Moment.tsx'
import { StateMark } from '../../../../components/StateMark.tsx'
import { refundStateWord } from '../../../../words/states.ts'
import { GatewayCall } from '../../order-file/components/GatewayCall.tsx'

type Turn =
  | { readonly kind: 'event'; readonly key: string; readonly at: string; readonly event: RefundFile['events'][number] }
  | { readonly kind: 'call'; readonly key: string; readonly at: string; readonly call: RefundFile['gatewayCalls'][number] }

/** At one and the same instant a call stands between what led to it and what it changed. */
const rankOf = (turn: Turn): number => (turn.kind === 'call' ? 1 : ['request', 'approve', 'submit'].includes(turn.event.event) ? 0 : 2)

function turnsOf({ events, gatewayCalls }: RefundFile): readonly Turn[] {
  const turns: Turn[] = [
    ...events.map((event, index): Turn => ({ kind: 'event', key: `event ${index}`, at: event.at, event })),
    ...gatewayCalls.map((call, index): Turn => ({ kind: 'call', key: `call ${index}`, at: call.at, call })),
  ]
  return turns.sort((one, other) => Date.parse(one.at) - Date.parse(other.at) || rankOf(one) - rankOf(other))
}

/** Who decided what, what we asked of the channel, and what it answered. */
export function RefundStory({ file }: { readonly file: RefundFile }): ReactNode {
  return (
    <ol className="nz-timeline">
      {turnsOf(file).map((turn) => (
        <li className={`nz-turn nz-turn-${turn.kind}`} key={turn.key}>
          <p className="nz-turn-at">
            <Moment at={turn.at} seconds />
          </p>
          <div className="nz-turn-body">{turn.kind === 'call' ? <GatewayCall call={turn.call} /> : <Event event={turn.event} />}</div>
        </li>
      ))}
    </ol>
  )
}

function Event({ event }: { readonly event: RefundFile['events'][number] }): ReactNode {
  return (
    <>
      <p className="nz-turn-line">
        <strong>{refundEventLabels[event.event] ?? event.event}</strong>
        <StateMark word={refundStateWord(event.to)} />
        <span className="nz-soft">{event.actor}</span>
      </p>
      {event.detail ? <p className="nz-soft">{event.detail}</p> : null}
    </>
  )
}
