import { recordCall as record } from '../wire/call-record.ts'
import type { JsonObject } from '../wire/json.ts'
import type { ReadAnswer } from './answers.ts'
import type { MerchantClient } from './merchant-client.ts'
import { redact } from './redaction.ts'

/** What every act on the platform works with. */
export type CallDeps = { readonly client: MerchantClient; readonly clock: { now(): number } }

/** One call with its redacted record. */
export function recordCall(operation: string, request: JsonObject, clock: { now(): number }, run: () => Promise<ReadAnswer>) {
  return record({ operation, request, redact, clock }, run)
}

/** Order numbers go into addresses; one that WeChat Pay would not accept never leaves the house. Source: 6–32 of digits, letters, `_-*|`. */
export function checkOrderNo(orderNo: string): void {
  if (!/^[0-9A-Za-z_*|-]{6,32}$/.test(orderNo)) throw new RangeError('not an order number that WeChat Pay accepts')
}
