import type { Problem } from '../../../shared/contracts/problem.ts'

/**
 * Why a request gave no answer to use:
 * refused = the server said no and why; broken = the server failed; offline and timeout = we do not know what the server did;
 * signed-out = the person left on purpose; leaving = on the way to the sign-in page; sign-in = no way to sign in here.
 */
export type FailureKind = 'refused' | 'broken' | 'offline' | 'timeout' | 'signed-out' | 'leaving' | 'sign-in'

export class RequestFailure extends Error {
  readonly kind: FailureKind
  /** What the server said, when it said something. */
  readonly problem: Problem | null

  constructor(kind: FailureKind, problem: Problem | null, message: string) {
    super(message)
    this.name = 'RequestFailure'
    this.kind = kind
    this.problem = problem
  }
}

/** A failure for anything that was thrown: screens show every fault the same way. */
export function failureOf(error: unknown): RequestFailure {
  if (error instanceof RequestFailure) return error
  return new RequestFailure('broken', null, error instanceof Error ? error.message : String(error))
}

/** Reads an answer that is no success. Anything but a problem document (a proxy's page, say) is `broken`. */
export function failureOfAnswer(status: number, data: unknown): RequestFailure {
  const problem = isProblem(data) ? data : null
  if (problem !== null && status < 500) return new RequestFailure('refused', problem, problem.detail)
  if (problem !== null && problem.code === 'GATEWAY_REFUSED') return new RequestFailure('refused', problem, problem.detail)
  return new RequestFailure('broken', problem, problem?.detail ?? `HTTP ${status}`)
}

function isProblem(data: unknown): data is Problem {
  return typeof data === 'object' && data !== null && 'code' in data && 'detail' in data
}

/** A fact of a refusal, e.g. the new total of QUOTE_CHANGED. */
export function factOf(failure: RequestFailure, name: string): string | number | null {
  const value = failure.problem?.facts?.[name]
  return typeof value === 'string' || typeof value === 'number' ? value : null
}
