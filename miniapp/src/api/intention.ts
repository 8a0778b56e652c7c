import type { RequestFailure } from './failure.ts'

/**
 * One thing a person wants done, however often it has to be sent: the server does it once per key.
 * The key stays while we do not know what the server did, and changes with the next thing the person wants.
 */
export interface Intention {
  /** The key for this body; another body is another intention. */
  key(body: object): string
  /** To be told how each sending ended; `null` is success. */
  ended(failure: RequestFailure | null): void
}

export function newIntention(): Intention {
  let current: { readonly key: string; readonly content: string } | null = null
  return {
    key(body) {
      const content = JSON.stringify(body)
      if (current?.content !== content) current = { key: newKey(), content }
      return current.key
    },
    ended(failure) {
      if (failure === null || !keepsKey(failure)) current = null
    },
  }
}

/** True when the server may have done it, or is still doing it: only the same key then asks for the same thing. */
export function keepsKey(failure: RequestFailure): boolean {
  if (failure.kind === 'refused') return failure.problem?.code === 'IN_PROGRESS'
  return true
}

/** A random name in the shape of a UUID. It has to be different, not secret, and old clients have no crypto. */
export function newKey(): string {
  return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => Math.floor(Math.random() * 16).toString(16))
}
