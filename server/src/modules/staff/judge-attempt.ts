export const MAX_FAILURES = 5
export const LOCK_MS = 15 * 60_000
/** Failures older than this count no more: for a real person as for a name nobody has, whose row is purged then. */
export const FORGET_MS = 24 * 3_600_000

export type Attempts = { readonly failedCount: number; readonly failedAt: number | null; readonly lockedUntil: number | null }
export type Verdict = { readonly kind: 'in' } | { readonly kind: 'refused' } | { readonly kind: 'locked'; readonly until: number }

const NOTHING_FAILED: Attempts = { failedCount: 0, failedAt: null, lockedUntil: null }

/**
 * What one more attempt comes to, and the counts after it; the counts handed in when nothing changes: an attempt while the lock is on
 * counts for nothing. `matches`: name and password are right. `seen` is null for a name never tried.
 */
export function judgeAttempt(
  seen: Attempts | null,
  matches: boolean,
  now: number,
): { readonly verdict: Verdict; readonly after: Attempts } {
  const before = seen ?? NOTHING_FAILED
  const until = lockOf(before, now)
  if (until !== null) return { verdict: { kind: 'locked', until }, after: before }
  if (matches) return { verdict: { kind: 'in' }, after: before.failedCount === 0 ? before : NOTHING_FAILED }
  const remembered = before.lockedUntil === null && before.failedAt !== null && before.failedAt > now - FORGET_MS
  const failedCount = (remembered ? before.failedCount : 0) + 1
  const lockedUntil = failedCount >= MAX_FAILURES ? now + LOCK_MS : null
  const verdict: Verdict = lockedUntil === null ? { kind: 'refused' } : { kind: 'locked', until: lockedUntil }
  return { verdict, after: { failedCount, failedAt: now, lockedUntil } }
}

/** Until when; null when there is no lock now. */
export function lockOf(seen: Attempts | null, now: number): number | null {
  const until = seen?.lockedUntil ?? null
  return until !== null && until > now ? until : null
}
