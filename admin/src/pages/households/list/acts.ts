import type { BulkAct } from '../../../../../shared/contracts/households/edits.ts'
import type { BulkFields } from '../../../../../shared/contracts/households/record.ts'

export type ActKind = 'tag-add' | 'tag-remove' | 'black' | 'white' | 'black-end' | 'white-end' | 'set'
/** `list`: needs the right to mark lists. */
export const actKinds: readonly { readonly key: ActKind; readonly label: string; readonly list?: true }[] = [
  { key: 'tag-add', label: '添加标签' },
  { key: 'tag-remove', label: '移除标签' },
  { key: 'black', label: '列入黑名单', list: true },
  { key: 'black-end', label: '移出黑名单', list: true },
  { key: 'white', label: '列入白名单', list: true },
  { key: 'white-end', label: '移出白名单', list: true },
  { key: 'set', label: '修改字段' },
]

export const flagFields = ['agencyAllowed', 'cardHolder'] as const
export const bulkFieldNames = [
  'agencyAllowed',
  'billingMethod',
  'payingOrg',
  'substation',
  'connectionType',
  'controlType',
  'heatingMode',
  'subType',
  'customerNature',
  'networkState',
  'cardHolder',
] as const satisfies readonly (keyof BulkFields)[]
export type BulkFieldName = (typeof bulkFieldNames)[number]

export type Filled = {
  readonly tag?: string
  /** YYYY-MM-DD */
  readonly toOn?: string
  readonly field?: BulkFieldName
  readonly value?: string
  readonly clear?: boolean
  readonly reason?: string
}

/** The act as the server takes it; null while something is missing. */
export function actOf(kind: ActKind, { tag, toOn, field, value, clear }: Filled): BulkAct | null {
  const given = (text: string | undefined) => (text?.trim() ? text.trim() : null)
  if (kind === 'tag-add' || kind === 'tag-remove') {
    const name = given(tag)
    return name === null ? null : { kind, tag: name }
  }
  if (kind === 'black' || kind === 'white') return { kind: 'list-mark', list: kind, ...(toOn ? { toOn } : {}) }
  if (kind === 'black-end' || kind === 'white-end') return { kind: 'list-end', list: kind === 'black-end' ? 'black' : 'white' }
  if (!field) return null
  if (isFlag(field)) return value === undefined ? null : { kind: 'set', fields: { [field]: value === 'yes' } }
  if (clear) return { kind: 'set', fields: { [field]: null } }
  const text = given(value)
  return text === null ? null : { kind: 'set', fields: { [field]: text } }
}

export function isFlag(field: BulkFieldName): field is (typeof flagFields)[number] {
  return (flagFields as readonly string[]).includes(field)
}
