import type { StaffSession } from '../../../../shared/contracts/staff.ts'
import type { Database } from '../../database/database.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Tokens } from '../../platform/tokens.ts'
import type { Audit } from '../audit/index.ts'

export type StaffDeps = { readonly database: Database; readonly clock: Clock; readonly audit: Audit; readonly tokens: Tokens }

/** Where a request came from, for the logs and for telling two tabs from two people. */
export type Origin = { readonly requestId: string | null; readonly ip: string | null; readonly agent: string | null }

export const ACCESS_SECONDS = 600
/** A desk left alone for this long is signed out: every refresh token lives no longer (domain.md 9, session timeout). */
export const IDLE_MS = 30 * 60_000
/** However busy: after a shift one signs in again. */
export const ABSOLUTE_MS = 12 * 3_600_000

export type StaffClaims = { readonly staffId: number; readonly tenantId: number; readonly family: string }

export function signAccess(tokens: Tokens, { staffId, tenantId, family }: StaffClaims): string {
  return tokens.sign('staff', { sub: String(staffId), tid: tenantId, fam: family }, ACCESS_SECONDS)
}

export function readAccess(tokens: Tokens, token: string): StaffClaims | null {
  const claims = tokens.read('staff', token)
  const staffId = Number(claims?.sub)
  const tenantId = Number(claims?.tid)
  if (!claims || !Number.isSafeInteger(staffId) || !Number.isSafeInteger(tenantId)) return null
  return { staffId, tenantId, family: String(claims.fam) }
}

/** What sign-in and refresh give back: the answer, and the cookie. */
export type Signed = {
  readonly session: StaffSession
  /** Null when the cookie the browser has is to stay. */
  readonly refresh: { readonly token: string; readonly expiresAt: number } | null
}
