import { privacyVersion } from '../../../../../shared/access/privacy.ts'
import type { BindHousehold } from '../../../../../shared/contracts/residents.ts'
import type { RequestFailure } from '../../../api/failure.ts'

/** What stands in the form; all text, as typed or chosen. */
export interface BindingForm {
  readonly companyCode: string
  readonly by: 'card' | 'place'
  readonly householdNo: string
  readonly community: string
  readonly building: string
  readonly entrance: string
  readonly room: string
  /** What the server shows of the name at this place: 张*三. Empty until it was looked up. */
  readonly holder: string
  readonly checkBy: 'phone' | 'name'
  readonly name: string
  readonly lastFour: string
  /** The signs that are hidden in `holder`. */
  readonly signs: string
  readonly role: BindHousehold['role'] | null
  readonly label: string
  readonly consent: boolean
}

export type FieldName = 'companyCode' | 'householdNo' | 'place' | 'name' | 'lastFour' | 'signs' | 'role' | 'label' | 'consent'
export type Faults = { readonly [Name in FieldName]?: string }

export const emptyForm: BindingForm = {
  companyCode: '',
  by: 'card',
  householdNo: '',
  community: '',
  building: '',
  entrance: '',
  room: '',
  holder: '',
  checkBy: 'phone',
  name: '',
  lastFour: '',
  signs: '',
  role: null,
  label: '',
  consent: false,
}

/** The same faults in the same words as the server's contract; it stays the judge. */
export function faultsOf(form: BindingForm): Faults {
  return {
    ...(form.by === 'card' ? cardFaults(form) : placeFaults(form)),
    ...(form.checkBy === 'phone' && !/^\d{4}$/.test(form.lastFour) ? { lastFour: '请填写手机号后四位数字' } : {}),
    ...(form.role === null ? { role: '请选择与户主的关系' } : {}),
    ...(form.consent ? {} : { consent: '请先阅读并同意隐私说明' }),
  }
}

function cardFaults({ householdNo: typed, checkBy, name }: BindingForm): Faults {
  const householdNo = typed.trim()
  return {
    ...(householdNo === '' ? { householdNo: '请填写客户卡号' } : {}),
    ...(householdNo !== '' && !/^[0-9A-Za-z-]{4,20}$/.test(householdNo) ? { householdNo: '客户卡号为 4-20 位数字、字母或短横线' } : {}),
    ...(checkBy === 'name' && name.trim() === '' ? { name: '请填写户主姓名' } : {}),
  }
}

function placeFaults({ holder, checkBy, signs }: BindingForm): Faults {
  if (holder === '') return { place: '请先选好地址，再点“查看户主”' }
  return checkBy === 'name' && signs.trim() === '' ? { signs: '请补全姓名' } : {}
}

/** A fault goes as soon as its field is touched. */
export function withoutFaultsOf(faults: Faults, touched: Partial<BindingForm>): Faults {
  const names: readonly string[] = 'holder' in touched ? [...Object.keys(touched), 'place'] : Object.keys(touched)
  return Object.fromEntries(Object.entries(faults).filter(([name]) => !names.includes(name)))
}

/** The request, null while something is missing. */
export function bodyOf(form: BindingForm): BindHousehold | null {
  if (form.role === null || !form.consent) return null
  const label = form.label.trim()
  return {
    ...companyOf(form),
    ...(form.by === 'card' ? { householdNo: form.householdNo.trim().toUpperCase() } : { place: placeOf(form) }),
    check: checkOf(form),
    role: form.role,
    ...(label === '' ? {} : { label }),
    consent: true,
    privacyVersion,
  }
}

export function companyOf({ companyCode }: Pick<BindingForm, 'companyCode'>): { readonly companyCode?: string } {
  const code = companyCode.trim()
  return code === '' ? {} : { companyCode: code }
}

export function placeOf({ community, building, entrance, room }: BindingForm): NonNullable<BindHousehold['place']> {
  return { community, building, entrance, room: room.trim() }
}

function checkOf({ by, checkBy, lastFour, name, signs }: BindingForm): BindHousehold['check'] {
  if (checkBy === 'phone') return { kind: 'phone', lastFour }
  return by === 'card' ? { kind: 'name', name: name.trim() } : { kind: 'hidden', signs: signs.trim() }
}

const fieldOfPath: Record<string, FieldName> = {
  companyCode: 'companyCode',
  householdNo: 'householdNo',
  'check.name': 'name',
  'check.lastFour': 'lastFour',
  'check.signs': 'signs',
  role: 'role',
  label: 'label',
  consent: 'consent',
}

/** Field errors of a refusal at their fields. */
export function faultsOfRefusal(failure: RequestFailure): Faults {
  const faults: { [Name in FieldName]?: string } = {}
  for (const { path, message } of failure.problem?.errors ?? []) {
    const field = path.startsWith('place') ? 'place' : fieldOfPath[path]
    if (field) faults[field] = message
  }
  return faults
}
