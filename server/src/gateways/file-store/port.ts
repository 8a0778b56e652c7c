/**
 * Where the bytes of files lie. A key is made by us of numbers and letters only (`12/ab34…/F20261122…`): nothing from outside is in it.
 * No method throws for what the other side or the disk does, and none may be called with a unit of work open.
 */
export interface FileStore {
  /** Writes or writes again: the same key always has the same bytes. `unknown` may have stored them. */
  put(key: string, bytes: Buffer, mediaType: string): Promise<StoreResult<{ readonly kind: 'stored' }>>
  get(key: string): Promise<StoreResult<{ readonly kind: 'found'; readonly bytes: Buffer } | { readonly kind: 'missing' }>>
  /** Size in bytes without fetching them. */
  look(key: string): Promise<StoreResult<{ readonly kind: 'found'; readonly size: number } | { readonly kind: 'missing' }>>
  /** Gone afterwards, also when it was not there. */
  remove(key: string): Promise<StoreResult<{ readonly kind: 'gone' }>>
}

/** `reason` is a word of the protocol or of the system (SignatureDoesNotMatch, ENOSPC), never a message that could hold a key. */
export type StoreResult<Answer> = Answer | { readonly kind: 'unknown'; readonly reason: string }

const KEY = /^\d{1,15}(\/[0-9A-Za-z]{1,64}){1,3}$/

/** Throws RangeError for a key that no code of ours makes. */
export function checkKey(key: string): void {
  if (!KEY.test(key)) throw new RangeError('not a key of a stored file')
}
