import type { SignIn, StaffProfile, StaffSession } from '../../../shared/contracts/staff.ts'
import { ApiProblem } from './problem.ts'
import { exchange, type Fetch } from './transport.ts'

export type SessionState =
  | { readonly phase: 'starting' }
  | { readonly phase: 'signed-out'; readonly reason: 'none' | 'left' | 'expired' }
  | { readonly phase: 'signed-in'; readonly profile: StaffProfile }

/** News between the tabs of one browser. */
export type TabNews = 'signed-in' | 'signed-out'

export type SessionParts = {
  readonly fetch: Fetch
  readonly now: () => number
  /** Runs `task` after `delayMs`; answers how to call it off. */
  readonly after: (delayMs: number, task: () => void) => () => void
  /** Remembers that a refresh cookie probably exists, so that a first visit asks nothing. Never holds a token. */
  readonly hint: { readonly get: () => boolean; readonly set: (value: boolean) => void }
  /** Runs `task` while no other tab refreshes: the cookie rotates, and the loser of a race would look like a thief. */
  readonly alone: <Result>(task: () => Promise<Result>) => Promise<Result>
  readonly tellTabs: (news: TabNews) => void
}

export type Session = ReturnType<typeof createSession>

const sessionsPath = '/api/staff/sessions'
/** Refresh this long before the token ends, at most a fifth of its life. */
const leadMs = 60_000
const retryMs = 15_000

/** The one place that holds the access token: in memory, never in storage. */
export function createSession(parts: SessionParts) {
  let state: SessionState = { phase: 'starting' }
  let token: string | null = null
  let dueAt = 0
  let refreshing: Promise<boolean> | null = null
  let cancelTimer = () => {}
  const listeners = new Set<() => void>()

  function show(next: SessionState) {
    state = next
    for (const listener of listeners) listener()
  }

  function accept(session: StaffSession) {
    token = session.accessToken
    const lifeMs = session.expiresInSeconds * 1000
    dueAt = parts.now() + lifeMs - Math.min(leadMs, lifeMs / 5)
    parts.hint.set(true)
    schedule(dueAt - parts.now())
    show({ phase: 'signed-in', profile: session.profile })
  }

  function schedule(delayMs: number) {
    cancelTimer()
    cancelTimer = parts.after(delayMs, () => void refreshInTime())
  }

  /** A broken connection is no reason to sign anybody out: try again soon. */
  async function refreshInTime() {
    await refresh().catch(() => schedule(retryMs))
  }

  function end(reason: 'left' | 'expired') {
    if (state.phase === 'signed-out') return
    cancelTimer()
    token = null
    parts.hint.set(false)
    show({ phase: 'signed-out', reason })
  }

  async function askRefresh(): Promise<boolean> {
    try {
      accept(await exchange<StaffSession>(parts.fetch, { method: 'POST', path: `${sessionsPath}/refresh` }))
      return true
    } catch (error) {
      if (!(error instanceof ApiProblem) || (error.status !== 401 && error.status !== 403 && error.status !== 423)) throw error
      if (state.phase === 'signed-in') parts.tellTabs('signed-out')
      end('expired')
      return false
    }
  }

  /** Gets a new access token by the cookie; many callers share one request. False when the session is over, throws when the way is broken. */
  function refresh(): Promise<boolean> {
    refreshing ??= parts.alone(askRefresh).finally(() => {
      refreshing = null
    })
    return refreshing
  }

  function askSignOut(): Promise<void> {
    return exchange(parts.fetch, { method: 'DELETE', path: `${sessionsPath}/current`, headers: { Authorization: `Bearer ${token ?? ''}` } })
  }

  return {
    state: () => state,
    token: () => token,
    refresh,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    /** Called once when the page opens. Throws ApiProblem when the server can't be reached. */
    async start(): Promise<void> {
      if (parts.hint.get()) await refresh()
      else show({ phase: 'signed-out', reason: 'none' })
    },
    async signIn(body: SignIn): Promise<void> {
      accept(await exchange<StaffSession>(parts.fetch, { method: 'POST', path: sessionsPath, body }))
      parts.tellTabs('signed-in')
    },
    /** Ends the session on the server, then here and in the other tabs. Throws when the server did not hear it: the cookie still lives then. */
    async signOut(): Promise<void> {
      await askSignOut().catch(async (error: unknown) => {
        if (!(error instanceof ApiProblem) || error.status !== 401) throw error
        if (await refresh()) await askSignOut()
      })
      end('left')
      parts.tellTabs('signed-out')
    },
    /** Another tab signed in, perhaps as somebody else, or out: all tabs show the same person. */
    heardFromTab(news: TabNews): void {
      if (news === 'signed-out') end('left')
      else void refreshInTime()
    },
    /** The computer slept past the timer: refresh before the next click fails. */
    wokeUp(): void {
      if (state.phase === 'signed-in' && parts.now() >= dueAt) void refreshInTime()
    },
  }
}
