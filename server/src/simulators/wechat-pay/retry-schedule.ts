import type { RetrySchedule } from '../wire/delivery.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Source: WeChat Pay API v3, payment notice, notify frequency. The first send goes out at once and is one of the fifteen. */
export const retrySchedule: RetrySchedule = {
  mostSends: 15,
  retryAfterMs: [
    15 * SECOND,
    15 * SECOND,
    30 * SECOND,
    3 * MINUTE,
    10 * MINUTE,
    20 * MINUTE,
    30 * MINUTE,
    30 * MINUTE,
    30 * MINUTE,
    60 * MINUTE,
    3 * HOUR,
    3 * HOUR,
    3 * HOUR,
    6 * HOUR,
    6 * HOUR,
  ],
}
