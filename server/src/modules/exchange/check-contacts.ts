import { CustomerNameField, OtherPhonesField, PhoneField } from '../../../../shared/contracts/households/record.ts'
import { householdFieldTitles } from '../../../../shared/format/household-words.ts'
import { maskName, maskPhone, maskPhones } from '../../../../shared/format/mask.ts'
import type { ContactChange, ContactEdit, Contacts } from '../households/index.ts'
import type { ReadRow } from './read-households.ts'
import { type Fault, fault } from './sheet-fault.ts'

/** A row that changes something, as it is kept until it is committed. */
export type StagedContacts = ContactEdit & {
  readonly shown: {
    readonly customerName: string | null
    readonly place: string
    readonly changes: readonly { readonly field: string; readonly before: string | null; readonly after: string | null }[]
  }
}
export type CheckedRow = { readonly staged: StagedContacts | null; readonly faults: readonly Fault[] }

type Field = 'room' | 'name' | 'phone' | 'otherPhones'
const AT: Readonly<Record<Field, number>> = { room: 1, name: 2, phone: 3, otherPhones: 4 }
const FINGERPRINT = 5

/**
 * One row against the household as it is. A cell that still shows what was exported, whole or masked, changes nothing. Refused: card numbers nobody
 * has, a fingerprint that was touched, and a household that somebody has changed since the export.
 */
export function checkContacts(row: ReadRow, now: Contacts | undefined): CheckedRow {
  const faults: Fault[] = [...row.faults]
  const say = (field: Field, message: string) => faults.push(fault(row.rowNo, householdFieldTitles[field], message))
  if (faults.length > 0) return { staged: null, faults }
  if (!now) return { staged: null, faults: [fault(row.rowNo, '客户卡号', `没有客户卡号 ${row.householdNo}，或不在所选组织之下；不能新增`)] }
  const fingerprint = (row.cells[FINGERPRINT] ?? '').trim()
  if (!/^[\w-]{16}$/.test(fingerprint))
    return { staged: null, faults: [fault(row.rowNo, '校验码', '校验码被改动或缺失，请重新导出后再修改')] }
  if (fingerprint !== now.fingerprint)
    return { staged: null, faults: [fault(row.rowNo, null, '导出之后这一户的资料已被修改，请重新导出后再修改')] }
  const change: { -readonly [Key in keyof ContactChange]: ContactChange[Key] } = {}
  const changes: { field: string; before: string | null; after: string | null }[] = []
  const names = { room: (text: string) => text, name: now.customerKind === 'firm' ? (text: string) => text : maskName }
  const masks: Readonly<Record<Field, (text: string) => string>> = { ...names, phone: maskPhone, otherPhones: maskPhones }
  for (const field of Object.keys(AT) as Field[]) {
    const cell = row.cells[AT[field]] ?? ''
    const was = now[field]
    const given = cell.normalize('NFKC').trim()
    const shown = was === null ? [''] : [was, masks[field](was)]
    if (shown.includes(cell) || shown.includes(given)) continue
    const read = readField(field, given)
    if ('fault' in read) {
      say(field, read.fault)
      continue
    }
    if (read.value === was) continue
    Object.assign(change, { [field]: read.value })
    changes.push({
      field: householdFieldTitles[field],
      before: was === null ? null : masks[field](was),
      after: read.value === null ? null : masks[field](read.value),
    })
  }
  if (faults.length > 0 || changes.length === 0) return { staged: null, faults }
  const shown = { customerName: names.name(now.name), place: now.room, changes }
  return { staged: { householdNo: now.householdNo, fingerprint, change, shown }, faults }
}

function readField(field: Field, given: string): { readonly value: string | null } | { readonly fault: string } {
  if (given === '') return field === 'room' || field === 'name' ? { fault: '不能清空' } : { value: null }
  if (given.includes('*')) return { fault: '带星号的是隐去的内容：不改请保持原样，要改请填写完整' }
  if (field === 'room') return given.length > 32 ? { fault: '最多 32 个字' } : { value: given }
  const schema = { name: CustomerNameField, phone: PhoneField, otherPhones: OtherPhonesField }[field]
  const result = schema.safeParse(given)
  return result.success ? { value: result.data } : { fault: result.error.issues[0]?.message ?? '格式不对' }
}
