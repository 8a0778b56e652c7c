import type { Purge } from '../../jobs/purge.ts'
import { TRIES_MS } from './bind-household.ts'

/** Wrong checks count for an hour; what was tried stays in the security log. */
export const residentPurges: readonly Purge[] = [{ table: 'binding_tries', keepMs: TRIES_MS, over: 'created_at <= :before' }]
