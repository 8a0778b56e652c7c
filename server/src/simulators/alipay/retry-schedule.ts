import type { RetrySchedule } from '../wire/delivery.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Source: opendocs.alipay.com/open/270/105902: eight sends within 25 hours. The first goes out at once. */
export const retrySchedule: RetrySchedule = {
  mostSends: 8,
  retryAfterMs: [4 * MINUTE, 10 * MINUTE, 10 * MINUTE, 1 * HOUR, 2 * HOUR, 6 * HOUR, 15 * HOUR],
}
