import type { GatewayCallRecord } from '../payment/port.ts'
import type { JsonObject } from './json.ts'

/** What of an answer a record keeps. */
type Recorded =
  | { readonly kind: 'accepted' | 'refused'; readonly status: number; readonly json: JsonObject }
  | { readonly kind: 'unknown'; readonly status: number | null }

export type CallToRecord = {
  readonly operation: string
  readonly request: JsonObject
  readonly redact: (json: JsonObject) => Record<string, unknown>
  readonly clock: { now(): number }
}

/** Runs one call and keeps its record. Duration is measured by the monotonic clock: the injected one may be moved meanwhile. */
export async function recordCall<Answer extends Recorded>(
  { operation, request, redact, clock }: CallToRecord,
  run: () => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly call: GatewayCallRecord }> {
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
