import type { EditHousehold } from '../../../../../shared/contracts/households/record.ts'
import type { HouseholdFile } from '../../../../../shared/contracts/households.ts'
import { type RecordForm, recordForm, recordInput } from '../record-fields.tsx'

type Personal = 'name' | 'phone' | 'otherPhones' | 'idNo'
export type EditForm = {
  readonly customer?: { readonly [Key in Personal]?: string }
  /** What is to be registered no more. */
  readonly clear?: readonly Exclude<Personal, 'name'>[]
  readonly place: { readonly floor: string; readonly room: string; readonly address: string }
  readonly record: RecordForm
  readonly reason?: string
}

/** What a form changes of the file; null for nothing. An address that was not touched follows its room, so it is not sent. */
export function editOf(file: HouseholdFile, { customer = {}, clear = [], place, record, reason = '' }: EditForm): EditHousehold | null {
  const given = Object.entries(customer).flatMap(([name, text]) => (text?.trim() ? [[name, text.trim()] as const] : []))
  const personal = { ...Object.fromEntries(clear.map((name) => [name, null])), ...Object.fromEntries(given) }
  const moved = {
    ...(place.floor.trim() === (file.place.floor ?? '') ? {} : { floor: place.floor.trim() || null }),
    ...(place.room.trim() === file.place.room ? {} : { room: place.room.trim() }),
    ...(place.address.trim() === file.address ? {} : { address: place.address.trim() }),
  }
  const fields = recordInput(record, recordForm(file.record))
  const parts = { customer: personal, place: moved, record: fields }
  const said = Object.fromEntries(Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0))
  if (Object.keys(said).length === 0) return null
  return { recordVersion: file.recordVersion, reason: reason.trim(), ...said }
}
