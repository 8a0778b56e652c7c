import type { Database } from '../../server/src/database/database.ts'
import type { Audit } from '../../server/src/modules/audit/index.ts'
import { operatorCaller, PLATFORM_TENANT_ID } from '../../server/src/modules/tenancy/index.ts'

/** `half`: loading began and did not end. `others`: companies that are not of the demo town. */
export type TownState = 'empty' | 'town' | 'half' | 'others'

const BEGUN = 'demo-town.begin'
const DONE = 'demo-town.done'

export function stateOfTown(database: Database): Promise<TownState> {
  return database.read(async (unit) => {
    const marks = await unit.select<{ action: string }>(
      'SELECT action FROM audit_log WHERE tenant_id = :platform AND action IN (:actions)',
      { platform: PLATFORM_TENANT_ID, actions: [BEGUN, DONE] },
    )
    if (marks.some(({ action }) => action === DONE)) return 'town'
    if (marks.length > 0) return 'half'
    const companies = await unit.select('SELECT id FROM tenants WHERE id <> :platform LIMIT 1', { platform: PLATFORM_TENANT_ID })
    return companies.length > 0 ? 'others' : 'empty'
  })
}

/** Written first and last, so that a town whose loading was killed is not taken for a whole one. */
export function markTown(
  { database, audit }: { readonly database: Database; readonly audit: Audit },
  mark: 'begun' | 'done',
): Promise<void> {
  const action = mark === 'begun' ? BEGUN : DONE
  return database.write((unit) =>
    audit.record(unit, operatorCaller(PLATFORM_TENANT_ID, []), { action, subjectKind: 'demo-town', subjectNo: 'DEMO', detail: {} }),
  )
}
