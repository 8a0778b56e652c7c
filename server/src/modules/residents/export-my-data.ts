import type { MyData } from '../../../../shared/contracts/residents.ts'
import type { ResidentCaller } from '../../platform/caller.ts'
import { readResidentData } from '../../reports/resident-data.ts'
import { PLATFORM_TENANT_ID } from '../tenancy/index.ts'
import type { ResidentsDeps } from './resident-tokens.ts'

/**
 * A resident takes away what is kept about them. Who did so, when and from where is written down first, with the platform: it concerns a
 * person over all companies.
 */
export function exportMyData({ database, audit, clock }: ResidentsDeps) {
  return async ({ residentId, actor, requestId, ip }: ResidentCaller): Promise<MyData> => {
    await database.write((unit) =>
      audit.recordSecurity(unit, {
        event: 'resident.data.exported',
        tenantId: PLATFORM_TENANT_ID,
        subjectKind: 'resident',
        subjectName: actor.name,
        detail: {},
        requestId,
        ip,
      }),
    )
    return database.snapshot((unit) => readResidentData(unit, residentId, clock.now()))
  }
}
