import type { Database } from '../../database/database.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import type { recordSecurity } from './record.ts'

/** 越权: an act that was refused because the right is missing. It has no transaction of its own to be written in. */
export function noteRefusal({ database, record }: { readonly database: Database; readonly record: ReturnType<typeof recordSecurity> }) {
  return (caller: StaffCaller, detail: { readonly permission: string; readonly act: string }): Promise<void> =>
    database.write((unit) =>
      record(unit, {
        event: 'permission.refused',
        tenantId: caller.scope.tenantId,
        subjectKind: 'staff',
        subjectName: caller.actor.name,
        detail,
        requestId: caller.requestId,
        ip: caller.ip,
      }),
    )
}
