/** Facts a screen may use beside the sentence, e.g. the new total when a quote changed. */
export type ErrorFacts = Readonly<Record<string, string | number | boolean | null>>
export type FieldError = { readonly path: string; readonly message: string }

/**
 * An expected refusal. `code` is stable for programs, `detail` is Chinese a cashier understands.
 * http/errors.ts turns it into problem+json; anything that is not a DomainError becomes one dull 500.
 */
export class DomainError extends Error {
  readonly code: string
  readonly status: number
  readonly detail: string
  readonly facts: ErrorFacts | undefined
  readonly errors: readonly FieldError[] | undefined

  constructor(status: number, code: string, detail: string, more: { facts?: ErrorFacts; errors?: readonly FieldError[] } = {}) {
    super(`${code}: ${detail}`)
    this.name = 'DomainError'
    this.status = status
    this.code = code
    this.detail = detail
    this.facts = more.facts
    this.errors = more.errors
  }
}

/** 404 with the same words whether the thing is missing or belongs to somebody else: a stranger learns nothing. */
export function notFound(what: string): DomainError {
  return new DomainError(404, 'NOT_FOUND', `没有找到${what}，或您无权查看`)
}
