import type { PaymentOrderFile } from '../../../../../shared/contracts/payments.ts'

type Call = PaymentOrderFile['gatewayCalls'][number]

/** One thing that was said or done about an order. */
export type Turn =
  | { readonly kind: 'event'; readonly at: string; readonly event: PaymentOrderFile['events'][number] }
  | { readonly kind: 'call'; readonly at: string; readonly call: Call }
  | { readonly kind: 'notice'; readonly at: string; readonly notice: PaymentOrderFile['notices'][number] }
  | { readonly kind: 'payment'; readonly at: string; readonly payment: PaymentOrderFile['payments'][number] }

/** At one and the same instant the cause stands before its effect: an order is submitted, then come the calls, then what they changed. */
function rankOf(turn: Turn): number {
  if (turn.kind === 'event') return turn.event.event === 'submit' ? 0 : 4
  return { call: 1, notice: 2, payment: 3 }[turn.kind]
}

/** Everything about the order in the order it happened. The server leaves the calls out for those who may not see them. */
export function conversationOf(
  file: Omit<PaymentOrderFile, 'gatewayCalls'> & { readonly gatewayCalls?: readonly Call[] },
): readonly Turn[] {
  const turns: Turn[] = [
    ...file.events.map((event): Turn => ({ kind: 'event', at: event.at, event })),
    ...(file.gatewayCalls ?? []).map((call): Turn => ({ kind: 'call', at: call.at, call })),
    ...file.notices.map((notice): Turn => ({ kind: 'notice', at: notice.at, notice })),
    ...file.payments.map((payment): Turn => ({ kind: 'payment', at: payment.settledAt, payment })),
  ]
  return turns.sort((one, other) => Date.parse(one.at) - Date.parse(other.at) || rankOf(one) - rankOf(other))
}
