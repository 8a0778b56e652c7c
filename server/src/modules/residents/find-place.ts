import type { PlaceLookUp, PlaceLookUpAnswer, PlaceQuery } from '../../../../shared/contracts/residents.ts'
import { nameToConfirm } from '../../../../shared/format/mask.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { ResidentCaller } from '../../platform/caller.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { findHouseholdInCompany } from '../households/index.ts'
import { PLATFORM_TENANT_ID } from '../tenancy/index.ts'
import { companyOf } from './company-of.ts'
import { lockResident } from './identity.repository.ts'
import { appendLookUp, countLookUps, findHouseholdNoAt, listPlaces } from './place.repository.ts'
import type { ResidentsDeps } from './resident-tokens.ts'

/** So many looks behind an address, by one resident. */
export const LOOKS_A_DAY = 10
export const LOOKS_MS = 86_400_000

/** Names of communities, of a community's buildings, of a building's entrances. Anybody may read them on the walls; homes are never listed. */
export function findPlaces({ database }: ResidentsDeps) {
  return (caller: ResidentCaller, { companyCode, begins, ...within }: PlaceQuery): Promise<{ items: string[] }> =>
    database.read(async (unit) => {
      const tenantId = await companyOf(unit, caller, companyCode)
      if (tenantId === null) return { items: [] }
      return { items: await listPlaces(unit, tenantId, { ...withoutUndefined(within), begins: begins ?? '' }) }
    })
}

/**
 * Behind an exact place, the holder's name as far as who lives there needs it to say 'that is us': 张*三. Every look counts, whatever it
 * finds. The same answer for a place nobody has, a home that was given up, a firm and several homes. Throws PLACE_NOT_FOUND, TOO_MANY_TRIES.
 */
export function lookUpPlace({ database, clock, audit }: ResidentsDeps) {
  return async (caller: ResidentCaller, { companyCode, ...place }: PlaceLookUp): Promise<PlaceLookUpAnswer> => {
    const { residentId } = caller
    const looked = await database.write(async (unit) => {
      await lockResident(unit, residentId)
      if ((await countLookUps(unit, residentId, clock.now() - LOOKS_MS)) >= LOOKS_A_DAY) return 'too-many' as const
      await appendLookUp(unit, residentId)
      const tenantId = await companyOf(unit, caller, companyCode)
      const found = tenantId === null ? null : await nameAt(unit, tenantId, place)
      await audit.recordSecurity(unit, {
        event: 'place.looked-up',
        tenantId: tenantId ?? PLATFORM_TENANT_ID,
        subjectKind: 'resident',
        subjectName: caller.actor.name,
        detail: { ...place, found: found === null ? 0 : 1 },
        requestId: caller.requestId,
        ip: caller.ip,
      })
      return found
    })
    if (looked === 'too-many') throw new DomainError(429, 'TOO_MANY_TRIES', '今天查找地址的次数太多了，请明天再试，或用客户卡号绑定')
    if (looked === null) throw new DomainError(404, 'PLACE_NOT_FOUND', '没有找到可以这样绑定的房屋，请核对地址，或用客户卡号绑定')
    return looked
  }

  async function nameAt(unit: ReadUnit, tenantId: number, place: Omit<PlaceLookUp, 'companyCode'>): Promise<PlaceLookUpAnswer | null> {
    const householdNo = await findHouseholdNoAt(unit, tenantId, place)
    const household = householdNo === null ? null : await findHouseholdInCompany(unit, tenantId, householdNo)
    return household?.customerKind === 'person' ? nameToConfirm(household.customerName) : null
  }
}

function withoutUndefined<Given extends object>(given: Given): { [Name in keyof Given]: Exclude<Given[Name], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never
}
