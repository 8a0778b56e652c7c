import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { Scope } from '../../platform/caller.ts'
import type { PersonalData } from '../../platform/personal-data.ts'
import { addressOf } from './address-of.ts'
import { type ContactChange, contactDifference } from './contact-difference.ts'
import {
  type EditableHousehold,
  findEditable,
  findHouseholdsOfCustomers,
  lockRecords,
  updateCustomer,
  updateRecords,
} from './household-record.repository.ts'
import { appendChanges, findIdsByNumber } from './households.repository.ts'
import { reindex } from './search-index.ts'

/** 室号、姓名、手机号、其他电话 of a household as they are, whole, with the fingerprint an exported row carries. */
export type Contacts = {
  readonly householdId: number
  readonly householdNo: string
  readonly customerKind: 'person' | 'firm'
  readonly room: string
  readonly name: string
  readonly phone: string | null
  readonly otherPhones: string | null
  readonly fingerprint: string
}
export type ContactEdit = { readonly householdNo: string; readonly fingerprint: string; readonly change: ContactChange }
export type ContactsRoom = {
  /** Those of these card numbers that lie in the scope. */
  find(unit: ReadUnit, scope: Scope, householdNos: readonly string[]): Promise<readonly Contacts[]>
  /** Card numbers whose household is no longer as its fingerprint says. Locks all of them first, in ascending id. */
  lockAndFindStale(unit: Unit, scope: Scope, edits: readonly ContactEdit[]): Promise<readonly string[]>
  /** Writes the changes with each household's history. Call `lockAndFindStale` first, in the same unit. */
  apply(
    unit: Unit,
    by: { readonly scope: Scope; readonly actorName: string; readonly reason: string },
    edits: readonly ContactEdit[],
  ): Promise<void>
}

export function contactsRoom(personalData: PersonalData): ContactsRoom {
  const contactsOf = (household: EditableHousehold): Contacts => {
    const { id: householdId, householdNo, customerKind, room, customerName: name, customerPhone: phone, otherPhones } = household
    const fingerprint = personalData.fingerprint(JSON.stringify([householdNo, room, name, phone, otherPhones]))
    return { householdId, householdNo, customerKind, room, name, phone, otherPhones, fingerprint }
  }
  const editable = async (unit: ReadUnit, scope: Scope, householdNos: readonly string[]) =>
    findEditable(unit, scope.tenantId, await findIdsByNumber(unit, scope, householdNos))
  return {
    async find(unit, scope, householdNos) {
      return (await editable(unit, scope, householdNos)).map(contactsOf)
    },
    async lockAndFindStale(unit, scope, edits) {
      const numbers = edits.map(({ householdNo }) => householdNo)
      await lockRecords(unit, scope.tenantId, await findIdsByNumber(unit, scope, numbers))
      const now = new Map(
        (await editable(unit, scope, numbers)).map((household) => [household.householdNo, contactsOf(household).fingerprint]),
      )
      return edits.filter(({ householdNo, fingerprint }) => now.get(householdNo) !== fingerprint).map(({ householdNo }) => householdNo)
    },
    async apply(unit, { scope, actorName, reason }, edits) {
      const { tenantId } = scope
      const changes = new Map(edits.map(({ householdNo, change }) => [householdNo, change]))
      const found = await editable(
        unit,
        scope,
        edits.map(({ householdNo }) => householdNo),
      )
      const told = []
      const renamed = new Set<number>()
      for (const household of found) {
        const { room, customerCells, before, after, searchable } = contactDifference(household, changes.get(household.householdNo) ?? {})
        const follows = room !== undefined && household.address === addressOf(household)
        const moved = room === undefined ? {} : { room, ...(follows ? { address: addressOf({ ...household, room }) } : {}) }
        await updateRecords(unit, tenantId, [household.id], moved)
        await updateCustomer(unit, tenantId, household.customerId, customerCells)
        if (searchable) renamed.add(household.customerId)
        told.push({ tenantId, householdId: household.id, what: 'contacts.edited', before, after, reason, actorName })
      }
      await appendChanges(unit, told)
      await reindex(unit, tenantId, await findHouseholdsOfCustomers(unit, tenantId, [...renamed]))
    },
  }
}
