import type { Database } from '../../database/database.ts'
import type { Caller } from '../../platform/caller.ts'
import { type AuditFilter, listAudit } from './audit.repository.ts'

/** Who did what, newest first, inside the caller's company and units. */
export function listAuditLog(database: Database) {
  return (caller: Pick<Caller, 'scope'>, filter: AuditFilter) => database.read((unit) => listAudit(unit, caller.scope, filter))
}
