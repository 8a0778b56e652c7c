import { randomBytes } from 'node:crypto'
import { invalidArguments } from './api-error.ts'
import type { Person } from './persons.ts'

const CODE_MS = 300_000

export type Codes = {
  issue(appId: string, person: Person): string
  /** Each code works once, for one app, for five minutes. Throws ApiError. */
  use(appId: string, code: string): Person
}

export function createCodes(now: () => number): Codes {
  const issued = new Map<string, { readonly appId: string; readonly person: Person; readonly at: number }>()
  return {
    issue(appId, person) {
      const code = randomBytes(16).toString('hex')
      issued.set(code, { appId, person, at: now() })
      return code
    },
    use(appId, code) {
      const entry = issued.get(code)
      if (entry === undefined || entry.appId !== appId || now() - entry.at > CODE_MS)
        throw invalidArguments('isv.code-invalid', '授权码code无效')
      issued.delete(code)
      return entry.person
    },
  }
}
