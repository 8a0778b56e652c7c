import type { PreviewEdit } from '../../../../shared/contracts/households/edits.ts'
import type { HouseholdSelection } from '../../../../shared/contracts/households.ts'
import { maskName, maskPhone } from '../../../../shared/format/mask.ts'
import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { unlessTaken } from '../../database/unless-taken.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import type { Caller, Scope } from '../../platform/caller.ts'
import { checked, invalid } from '../../platform/check-input.ts'
import type { Clock } from '../../platform/clock.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { PersonalData } from '../../platform/personal-data.ts'
import type { Audit } from '../audit/index.ts'
import { findSeasonFor, findUnitByCode } from '../tenancy/index.ts'
import { addressOf } from './address-of.ts'
import { recordCells } from './household-record.repository.ts'
import { appendChange, insertHousehold, insertSearchTerms } from './households.repository.ts'
import { HouseholdInput } from './inputs.ts'
import { openSeasonIn } from './open-household-season.ts'
import { ensurePlace, insertCustomer } from './place.repository.ts'
import { sealedIdentity } from './sealed-identity.ts'
import { searchTerms } from './search-terms.ts'

export type HouseholdsDeps = {
  readonly database: Database
  readonly audit: Audit
  readonly clock: Clock
  readonly queue: JobQueue
  readonly personalData: PersonalData
  readonly selections: Selections
  /** What later rooms have to say before a card number comes into being; each throws its refusal. */
  readonly createGuards?: readonly ((unit: Unit, tenantId: number) => Promise<void>)[]
}
/** Filters look into many rooms, so a report reads them; compose.ts hands it in. */
export type Selections = {
  count(unit: ReadUnit, asked: Asked, wanted: PreviewEdit): Promise<{ readonly total: number; readonly changing: number }>
  next(
    unit: ReadUnit,
    asked: Asked,
    wanted: { readonly selection: HouseholdSelection; readonly after: string; readonly limit: number },
  ): Promise<readonly { readonly id: number; readonly householdNo: string }[]>
}
type Asked = { readonly scope: Scope; readonly today: string }
export type CreatedHousehold = { readonly householdId: number; readonly householdNo: string; readonly householdSeasonId: number | null }

/**
 * 建档: place, customer, household, what it is found by, and its areas of a season when given. Throws INVALID with every fault
 * at once (unknown unit and season among them) and HOUSEHOLD_NO_TAKEN.
 */
export function createHousehold({ database, audit, personalData, createGuards = [] }: HouseholdsDeps) {
  return async (caller: Caller, given: HouseholdInput): Promise<CreatedHousehold> => {
    const input = checked(HouseholdInput, given, '用热户资料有误')
    return unlessTaken(
      () => writeOnce(database, { key: caller.key, tenantId: caller.scope.tenantId }, (unit) => create(unit, caller, input)),
      () => new DomainError(409, 'HOUSEHOLD_NO_TAKEN', `客户卡号 ${input.householdNo} 已被使用`),
    )
  }

  async function create(unit: Unit, caller: Caller, input: ReturnType<typeof HouseholdInput.parse>): Promise<CreatedHousehold> {
    const { tenantId } = caller.scope
    const { householdNo, orgUnitCode, community, building, entrance, room, customer } = input
    for (const guard of createGuards) await guard(unit, tenantId)
    const orgUnit = await findUnitByCode(unit, caller.scope, orgUnitCode)
    const season = orgUnit && input.season ? await findSeasonFor(unit, tenantId, orgUnit.id, input.season.seasonCode) : null
    const faults = [
      ...(orgUnit ? [] : [{ path: 'orgUnitCode', message: `没有找到组织 ${orgUnitCode}` }]),
      ...(orgUnit?.closedAt ? [{ path: 'orgUnitCode', message: `${orgUnit.name} 已停用` }] : []),
      ...(orgUnit && input.season && !season
        ? [{ path: 'season.seasonCode', message: `该组织没有 ${input.season.seasonCode} 采暖季` }]
        : []),
    ]
    if (!orgUnit || faults.length > 0) throw invalid('用热户资料有误', faults)
    const orgUnitId = orgUnit.id
    const phone = customer.phone ?? null
    const place = await ensurePlace(unit, tenantId, { orgUnitId, community, building, entrance })
    const idNo = customer.idNo ? sealedIdentity(personalData, customer.idNo) : null
    const { kind, name, otherPhones = null } = customer
    const customerId = await insertCustomer(unit, tenantId, { kind, name, phone, otherPhones, idNo })
    const record = await recordCells(unit, { tenantId, orgUnitId }, input.record ?? {})
    const address = input.address ?? addressOf(input)
    const floor = input.floor ?? null
    const householdId = await insertHousehold(unit, {
      ...place,
      tenantId,
      householdNo,
      orgUnitId,
      customerId,
      floor,
      room,
      address,
      record,
    })
    const found = { householdNo, customerName: customer.name, customerPhone: phone, community, building, entrance, room }
    await insertSearchTerms(unit, tenantId, householdId, searchTerms(found))
    const after = { address, customer: maskName(customer.name), phone: phone === null ? null : maskPhone(phone), orgUnit: orgUnitCode }
    const actorName = caller.actor.name
    await appendChange(unit, { tenantId, householdId, what: 'household.created', before: null, after, reason: null, actorName })
    await audit.record(unit, caller, {
      action: 'households.record.create',
      subjectKind: 'household',
      subjectNo: householdNo,
      detail: after,
      orgUnitId,
    })
    const householdSeasonId =
      season && input.season
        ? await openSeasonIn(unit, audit, caller, { householdId, householdNo, orgUnitId, season, ...input.season })
        : null
    return { householdId, householdNo, householdSeasonId }
  }
}
