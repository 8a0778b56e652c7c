import { randomBytes } from 'node:crypto'
import type { LoginApp, Person } from './persons.ts'

const CODE_MS = 300_000

export type CodeKind = LoginApp['kind']
export type CodeUse = { readonly person: Person } | { readonly errcode: number; readonly errmsg: string }

export type Codes = {
  issue(kind: CodeKind, appId: string, person: Person): string
  /** Each code works once, for one app, for five minutes. */
  use(kind: CodeKind, appId: string, code: string): CodeUse
}

export function createCodes(now: () => number): Codes {
  const issued = new Map<string, { kind: CodeKind; appId: string; person: Person; at: number; used: boolean }>()
  return {
    issue(kind, appId, person) {
      const code = `0${randomBytes(12).toString('hex')}${kind === 'mini-program' ? 'mp' : 'oa'}`
      issued.set(code, { kind, appId, person, at: now(), used: false })
      return code
    },
    use(kind, appId, code) {
      const entry = issued.get(code)
      if (code === '') return { errcode: 41008, errmsg: 'missing code' }
      if (entry === undefined || entry.kind !== kind || entry.appId !== appId) return { errcode: 40029, errmsg: 'invalid code' }
      if (entry.used) return { errcode: 40163, errmsg: 'code been used' }
      if (now() - entry.at > CODE_MS) return { errcode: 40029, errmsg: 'invalid code' }
      entry.used = true
      return { person: entry.person }
    },
  }
}
