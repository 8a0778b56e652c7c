/** A fresh name for one intention of a person. Not crypto.randomUUID: that is missing on plain-HTTP intranets. */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export type Intention = {
  /** The key to send with `body`: the same for the same body until the outcome is known. */
  readonly keyFor: (body: unknown) => string
  /** The outcome is known (done, or refused for good): the next click is a new intention. */
  readonly settled: () => void
}

/**
 * Keeps the Idempotency-Key of one button or form. After a broken connection the same body goes out under the same key,
 * so the server does the work once; a changed body or a known outcome gets a new key.
 */
export function createIntention(makeKey: () => string = freshKey): Intention {
  let current: { readonly key: string; readonly body: string } | null = null
  return {
    keyFor(body) {
      const text = JSON.stringify(body ?? null)
      if (current?.body !== text) current = { key: makeKey(), body: text }
      return current.key
    },
    settled() {
      current = null
    },
  }
}
