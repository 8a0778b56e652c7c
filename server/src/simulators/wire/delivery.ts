import type { MovableClock } from './movable-clock.ts'

/** What the schedule must know of a notice. */
type Scheduled = {
  readonly noticeId: string
  readonly withheld: boolean
  readonly acknowledged: boolean
  readonly sends: number
  readonly firstDueAt: number
  readonly attempts: readonly { readonly at: number }[]
}

/** Waiting times after each send that was not acknowledged; after the last one nothing more is sent. */
export type RetrySchedule = { readonly retryAfterMs: readonly number[]; readonly mostSends: number }

type NoticeBook = { notices(): readonly Scheduled[]; notice(noticeId: string): Scheduled | undefined }

const LONGEST_TIMER_MS = 2_000_000_000

export type Deliveries = {
  schedule(noticeId: string, dueAt: number): void
  hold(): void
  release(): Promise<void>
  isHeld(): boolean
  /** Sends everything due by now and waits for the answers. */
  runDue(): Promise<void>
  /** Moves the clock to `at`, stopping at every due time on the way, as if the hours had passed. */
  advanceTo(at: number): Promise<void>
  waiting(): readonly { readonly noticeId: string; readonly dueAt: number }[]
  stop(): void
}

/** Keeps the retry schedule. `send` does one round and writes it into the book; rounds that were due before a restart are taken up again. */
export function createDeliveries(
  book: NoticeBook,
  clock: MovableClock,
  { retryAfterMs, mostSends }: RetrySchedule,
  send: (noticeId: string) => Promise<void>,
): Deliveries {
  const due = new Map<string, number>()
  const inFlight = new Set<Promise<void>>()
  let held = false
  let stopped = false
  let timer: NodeJS.Timeout | null = null

  const plan = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (held || stopped || due.size === 0) return
    const wait = Math.max(0, Math.min(...due.values()) - clock.now())
    // a frozen clock reaches nothing by waiting
    if (wait > 0 && clock.reading().frozenAt !== null) return
    timer = setTimeout(() => void runDue(), Math.min(wait, LONGEST_TIMER_MS))
  }

  const round = async (noticeId: string) => {
    await send(noticeId)
    const notice = book.notice(noticeId)
    const pause = notice === undefined ? undefined : retryAfterMs[notice.sends - 1]
    if (notice !== undefined && !notice.acknowledged && notice.sends < mostSends && pause !== undefined)
      due.set(noticeId, clock.now() + pause)
  }

  const runDue = async () => {
    if (!held && !stopped) {
      for (const [noticeId, dueAt] of due) {
        if (dueAt > clock.now()) continue
        due.delete(noticeId)
        const running = round(noticeId).finally(() => inFlight.delete(running))
        inFlight.add(running)
      }
    }
    await Promise.all(inFlight)
    plan()
  }

  for (const { noticeId, withheld, acknowledged, sends, attempts, firstDueAt } of book.notices()) {
    if (withheld || acknowledged || sends >= mostSends) continue
    due.set(noticeId, sends === 0 ? firstDueAt : (attempts.at(-1)?.at ?? firstDueAt) + (retryAfterMs[sends - 1] ?? 0))
  }
  clock.onMove(plan)
  plan()

  return {
    schedule(noticeId, dueAt) {
      due.set(noticeId, dueAt)
      plan()
    },
    hold() {
      held = true
      plan()
    },
    release() {
      held = false
      return runDue()
    },
    isHeld: () => held,
    runDue,
    async advanceTo(at) {
      const frozen = clock.reading().frozenAt !== null
      await runDue()
      for (let next = nextDue(due); !held && next !== null && next <= at; next = nextDue(due)) {
        // a running clock would drift past the due times while answers are awaited
        clock.set(Math.max(next, clock.now()), true)
        await runDue()
      }
      clock.set(at, frozen)
      plan()
    },
    waiting: () => [...due].map(([noticeId, dueAt]) => ({ noticeId, dueAt })),
    stop() {
      stopped = true
      plan()
    },
  }
}

function nextDue(due: ReadonlyMap<string, number>): number | null {
  return due.size === 0 ? null : Math.min(...due.values())
}
