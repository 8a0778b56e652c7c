import type { ReadAnswer } from './answers.ts'
import type { JsonObject } from './json.ts'
import type { MerchantClient } from './merchant-client.ts'
import type { GatewayCallRecord } from './port.ts'
import { redact } from './redaction.ts'

/** What every act on the platform works with. */
export type CallDeps = { readonly client: MerchantClient; readonly clock: { now(): number } }

/** Runs one call and keeps its record. Duration is measured by the monotonic clock: the injected one may be moved meanwhile. */
export async function recordCall(
  operation: string,
  request: JsonObject,
  clock: { now(): number },
  run: () => Promise<ReadAnswer>,
): Promise<{ readonly answer: ReadAnswer; readonly call: GatewayCallRecord }> {
  const startedAt = clock.now()
  const started = performance.now()
  const answer = await run()
  const call: GatewayCallRecord = {
    operation,
    request: redact(request),
    httpStatus: answer.status,
    response: answer.kind === 'unknown' ? null : redact(answer.json),
    outcome: answer.kind,
    startedAt,
    durationMs: Math.round(performance.now() - started),
  }
  return { answer, call }
}

/** Order numbers go into addresses; one that WeChat Pay would not accept never leaves the house. Source: 6–32 of digits, letters, `_-*|`. */
export function checkOrderNo(orderNo: string): void {
  if (!/^[0-9A-Za-z_*|-]{6,32}$/.test(orderNo)) throw new RangeError('not an order number that WeChat Pay accepts')
}
