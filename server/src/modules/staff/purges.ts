import type { Purge } from '../../jobs/purge.ts'
import { FORGET_MS } from './judge-attempt.ts'

const DAY = 24 * 3_600_000

/** What the staff room need not keep: sign-ins long over (who came from where stays in the security log), and failures that count no more. */
export const staffPurges: readonly Purge[] = [
  { table: 'sessions', keepMs: 30 * DAY, over: 'expires_at <= :before' },
  { table: 'sign_in_tries', keepMs: FORGET_MS, over: 'failed_at <= :before AND (locked_until IS NULL OR locked_until <= :now)' },
]
