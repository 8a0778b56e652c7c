/** One table per kind of thing with a life: for each state, which events lead where. An event that is not listed is refused. */
export type Transitions<State extends string, Event extends string> = Readonly<Record<State, Readonly<Partial<Record<Event, State>>>>>

/** `code` is stable, e.g. PAYMENT_ORDER_TRANSITION_REFUSED; the message is Chinese. */
export class TransitionRefused extends Error {
  readonly code: string
  readonly from: string
  readonly event: string

  constructor(code: string, from: string, event: string, message: string) {
    super(message)
    this.name = 'TransitionRefused'
    this.code = code
    this.from = from
    this.event = event
  }
}

/** What a state table is called: `code` begins the error code, `title` and `labels` make its message. */
export type Machine<State extends string, Event extends string> = {
  readonly code: string
  readonly title: string
  readonly initial: State
  readonly transitions: Transitions<State, Event>
  readonly labels: Readonly<Record<State, string>>
  readonly eventLabels: Readonly<Record<Event, string>>
}

/** The state after `event`; throws TransitionRefused when the table has no such exit. */
export function nextState<State extends string, Event extends string>(machine: Machine<State, Event>, from: State, event: Event): State {
  const exits: Readonly<Partial<Record<string, State>>> = machine.transitions[from]
  const to = Object.keys(exits).includes(event) ? exits[event] : undefined
  if (to !== undefined) return to
  const message = `${machine.title}处于“${machine.labels[from]}”，不能${machine.eventLabels[event]}`
  throw new TransitionRefused(`${machine.code}_TRANSITION_REFUSED`, from, event, message)
}
