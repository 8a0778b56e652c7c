import type { EditedHousehold, EditHousehold } from '../../../../shared/contracts/households/record.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { Caller } from '../../platform/caller.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { PersonalData } from '../../platform/personal-data.ts'
import { addressOf } from './address-of.ts'
import { type ContactChange, contactDifference } from './contact-difference.ts'
import type { HouseholdsDeps } from './create-household.ts'
import {
  type Cells,
  type EditableHousehold,
  findEditable,
  findHouseholdsOfCustomers,
  lockRecords,
  recordCells,
  updateCustomer,
  updateRecords,
} from './household-record.repository.ts'
import { appendChange, findHousehold } from './households.repository.ts'
import { recordDifference } from './record-difference.ts'
import { sealedIdentity } from './sealed-identity.ts'
import { idsForSearch, reindex } from './search-index.ts'

/**
 * 修改用热户: what is named and different, in one transaction with the household's history and the log. Personal data may be replaced without
 * being seen; history and log hold it masked. Throws NOT_FOUND, RECORD_CHANGED when somebody has edited it since, NOTHING_CHANGED, NO_ID_KEY.
 */
export function editHousehold({ database, audit, personalData }: HouseholdsDeps) {
  return (caller: Caller, householdNo: string, given: EditHousehold): Promise<EditedHousehold> => {
    const { tenantId } = caller.scope
    return writeOnce(
      database,
      { key: caller.key, tenantId },
      async (unit) => {
        const found = await findHousehold(unit, caller.scope, householdNo)
        if (!found) throw notFound('用热户')
        await lockRecords(unit, tenantId, [found.id])
        const [household] = await findEditable(unit, tenantId, [found.id])
        if (!household) throw notFound('用热户')
        if (household.recordVersion !== given.recordVersion)
          throw new DomainError(409, 'RECORD_CHANGED', '这一户的资料刚刚被别人修改过，请刷新后再改')
        const { before, after, idNo } = await write(unit, tenantId, household, given)
        const changed = Object.keys(after).toSorted()
        if (changed.length === 0) throw new DomainError(422, 'NOTHING_CHANGED', '没有任何改动')
        const actorName = caller.actor.name
        await appendChange(unit, {
          tenantId,
          householdId: household.id,
          what: 'record.edited',
          before,
          after,
          reason: given.reason,
          actorName,
        })
        await audit.record(unit, caller, {
          action: 'households.record.edit',
          subjectKind: 'household',
          subjectNo: household.householdNo,
          detail: { before, after, reason: given.reason, ...(idNo ? { identityReplaced: true } : {}) },
          orgUnitId: household.orgUnitId,
        })
        return { householdNo: household.householdNo, recordVersion: household.recordVersion + 1, changed }
      },
      { ids: idsForSearch(20) },
    )
  }

  async function write(unit: Unit, tenantId: number, household: EditableHousehold, { record, place, customer }: EditHousehold) {
    const ofRecord = recordDifference(household, record ?? {})
    const contacts: ContactChange = {
      ...(place?.room === undefined ? {} : { room: place.room }),
      ...(customer?.name === undefined ? {} : { name: customer.name }),
      ...(customer?.phone === undefined ? {} : { phone: customer.phone }),
      ...(customer?.otherPhones === undefined ? {} : { otherPhones: customer.otherPhones }),
    }
    const ofContacts = contactDifference(household, contacts)
    const idNo = customer?.idNo
    const identity = idNo === undefined ? null : replacedIdentity(personalData, household, idNo)
    const floor = place?.floor === undefined || place.floor === household.floor ? {} : { floor: place.floor }
    const address = addressAfter(household, ofContacts.room ?? household.room, place?.address)
    const cells: Cells = {
      ...(await recordCells(unit, { tenantId, orgUnitId: household.orgUnitId }, ofRecord.input)),
      ...floor,
      ...(ofContacts.room === undefined ? {} : { room: ofContacts.room }),
      ...(address === household.address ? {} : { address }),
    }
    await updateRecords(unit, tenantId, [household.id], cells)
    await updateCustomer(unit, tenantId, household.customerId, { ...ofContacts.customerCells, ...identity?.cells })
    if (ofContacts.searchable) await reindex(unit, tenantId, await findHouseholdsOfCustomers(unit, tenantId, [household.customerId]))
    const moved = address === household.address ? [{}, {}] : [{ address: household.address }, { address }]
    const storey = 'floor' in floor ? [{ floor: household.floor }, floor] : [{}, {}]
    return {
      before: { ...ofRecord.before, ...ofContacts.before, ...storey[0], ...moved[0], ...identity?.before },
      after: { ...ofRecord.after, ...ofContacts.after, ...storey[1], ...moved[1], ...identity?.after },
      idNo: identity !== null,
    }
  }
}

/** An address nobody wrote by hand follows its room. */
function addressAfter(household: EditableHousehold, room: string, given: string | undefined): string {
  if (given !== undefined) return given
  return household.address === addressOf(household) ? addressOf({ ...household, room }) : household.address
}

function replacedIdentity(personalData: PersonalData, { idNoMask }: EditableHousehold, idNo: string | null) {
  if (idNo === null && idNoMask === null) return null
  const sealed = idNo === null ? null : sealedIdentity(personalData, idNo)
  return {
    cells: { id_no_cipher: sealed?.cipher ?? null, id_no_mask: sealed?.mask ?? null },
    before: { identity: idNoMask },
    after: { identity: sealed?.mask ?? null },
  }
}
