import type { LockedHousehold } from '../../database/locks.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Ledger } from '../ledger/index.ts'
import { findUnit } from '../tenancy/index.ts'
import type { PostingHead } from './posting-batch.ts'

/** The head of an act of today on one household, in the books of the legal entity its unit belongs to. */
export async function headOfToday(
  { clock, ledger }: { readonly clock: Clock; readonly ledger: Ledger },
  unit: Unit,
  tenantId: number,
  { orgUnitId, householdNo }: LockedHousehold,
): Promise<PostingHead> {
  const orgUnit = await findUnit(unit, tenantId, orgUnitId)
  if (!orgUnit) throw new Error(`household ${householdNo} has no unit`)
  const today = clock.today()
  return { entryId: ledger.newEntryId(unit), tenantId, legalEntityId: orgUnit.legalEntityId, postedOn: today, valueOn: today }
}
