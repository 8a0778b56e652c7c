import type { Readable } from 'node:stream'
import type { ExportHouseholds } from '../../../../shared/contracts/exchange.ts'
import { maskName, maskPhone, maskPhones } from '../../../../shared/format/mask.ts'
import type { Database } from '../../database/database.ts'
import type { Caller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { writeWorkbook } from '../../platform/xlsx/index.ts'
import { walkHouseholds } from '../../reports/household-list.ts'
import type { Audit } from '../audit/index.ts'
import type { Contacts, ContactsRoom } from '../households/index.ts'
import { CONTACT_SHEET, contactColumns } from './contact-columns.ts'

export type ContactsDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly audit: Audit
  readonly contacts: ContactsRoom
}
const ROWS_AT_ONCE = 500

/**
 * 导出修改: the contacts of the selected households as a workbook that may come back edited. Masked cells that stay as they are change nothing, so
 * that people may be given new numbers by somebody who never saw the old ones.
 */
export function exportContacts({ database, clock, audit, contacts }: ContactsDeps) {
  const walk = walkHouseholds({ database, clock })
  return async (caller: Caller, { filter, householdNos, personal, reason }: ExportHouseholds): Promise<Readable> => {
    await database.write((unit) =>
      audit.record(unit, caller, {
        action: 'households.export',
        subjectKind: 'export',
        subjectNo: 'contacts',
        detail: { filter, chosen: householdNos?.length ?? null, personal, reason: reason ?? null },
      }),
    )
    return writeWorkbook({ name: CONTACT_SHEET, columns: contactColumns, rows: rows() })

    async function* rows() {
      let numbers: string[] = []
      for await (const { householdNo } of walk(caller, { filter, householdNos })) {
        numbers.push(householdNo)
        if (numbers.length < ROWS_AT_ONCE) continue
        yield* await cellsOf(numbers)
        numbers = []
      }
      yield* await cellsOf(numbers)
    }

    async function cellsOf(numbers: readonly string[]): Promise<readonly (readonly string[])[]> {
      const found = await database.read((unit) => contacts.find(unit, caller.scope, numbers))
      return found
        .toSorted((one, other) => (one.householdNo < other.householdNo ? -1 : 1))
        .map((one) => (personal === 'whole' ? whole(one) : masked(one)))
    }
  }
}

function whole({ householdNo, room, name, phone, otherPhones, fingerprint }: Contacts): readonly string[] {
  return [householdNo, room, name, phone ?? '', otherPhones ?? '', fingerprint]
}

function masked(contacts: Contacts): readonly string[] {
  const { customerKind, name, phone, otherPhones } = contacts
  return whole({
    ...contacts,
    name: customerKind === 'firm' ? name : maskName(name),
    phone: phone && maskPhone(phone),
    otherPhones: otherPhones && maskPhones(otherPhones),
  })
}
