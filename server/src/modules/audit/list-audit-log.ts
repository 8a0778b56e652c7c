import type { SecurityQuery } from '../../../../shared/contracts/audit/logs.ts'
import type { Database } from '../../database/database.ts'
import type { Caller } from '../../platform/caller.ts'
import { type AuditFilter, listAudit } from './audit.repository.ts'
import { listSecurity } from './security.repository.ts'

/** Who did what, newest first, inside the caller's company and units. */
export function listAuditLog(database: Database) {
  return (caller: Pick<Caller, 'scope'>, filter: AuditFilter) => database.read((unit) => listAudit(unit, caller.scope, filter))
}

/** Sign-ins, failures, locks and refusals of the caller's company, newest first. */
export function listSecurityLog(database: Database) {
  return (caller: Pick<Caller, 'scope'>, filter: SecurityQuery) => database.read((unit) => listSecurity(unit, caller.scope, filter))
}
