import type { Purge } from '../../jobs/purge.ts'
import { TRIES_MS } from './bind-household.ts'
import { LOOKS_MS } from './find-place.ts'

const DAY = 86_400_000

/** Wrong checks and looks count for a while, codes live for minutes; what was tried stays in the security log. */
export const residentPurges: readonly Purge[] = [
  { table: 'binding_tries', keepMs: TRIES_MS, over: 'created_at <= :before' },
  { table: 'place_look_ups', keepMs: LOOKS_MS, over: 'created_at <= :before' },
  { table: 'phone_codes', keepMs: DAY, over: 'sent_at <= :before' },
]
