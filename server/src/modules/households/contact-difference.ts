import { maskName, maskPhone, maskPhones } from '../../../../shared/format/mask.ts'
import type { Cell } from '../../database/table.ts'
import type { EditableHousehold } from './household-record.repository.ts'

/** 室号、姓名、手机号、其他电话: what a person is reached by. Left out: as it is; null: none any more. */
export type ContactChange = {
  readonly room?: string
  readonly name?: string
  readonly phone?: string | null
  readonly otherPhones?: string | null
}
export type ContactDifference = {
  readonly room: string | undefined
  readonly customerCells: Readonly<Record<string, Cell>>
  /** Masked: for history and log. */
  readonly before: Readonly<Record<string, string | null>>
  readonly after: Readonly<Record<string, string | null>>
  /** The search index has to follow. */
  readonly searchable: boolean
}

/** What of a change is really different, with both sides as history may keep them. */
export function contactDifference(household: EditableHousehold, change: ContactChange): ContactDifference {
  const { customerKind } = household
  const shown = (name: string) => (customerKind === 'firm' ? name : maskName(name))
  const fields = [
    { key: 'room', column: null, was: household.room, now: change.room, mask: (text: string) => text },
    { key: 'name', column: 'name', was: household.customerName, now: change.name, mask: shown },
    { key: 'phone', column: 'phone', was: household.customerPhone, now: change.phone, mask: maskPhone },
    { key: 'otherPhones', column: 'other_phones', was: household.otherPhones, now: change.otherPhones, mask: maskPhones },
  ].filter(({ was, now }) => now !== undefined && now !== was)
  const side = (of: 'was' | 'now') =>
    Object.fromEntries(
      fields.map(({ key, mask, ...field }) => {
        const value = field[of] ?? null
        return [key, value === null ? null : mask(value)]
      }),
    )
  return {
    room: fields.some(({ key }) => key === 'room') ? change.room : undefined,
    customerCells: Object.fromEntries(fields.flatMap(({ column, now }) => (column ? [[column, now ?? null]] : []))),
    before: side('was'),
    after: side('now'),
    searchable: fields.some(({ key }) => key !== 'otherPhones'),
  }
}
