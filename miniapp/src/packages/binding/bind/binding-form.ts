import type { BindHousehold } from '../../../../../shared/contracts/residents.ts'
import type { RequestFailure } from '../../../api/failure.ts'

/** What stands in the form; all text, as typed. */
export interface BindingForm {
  readonly companyCode: string
  readonly householdNo: string
  readonly checkBy: 'phone' | 'name'
  readonly name: string
  readonly lastFour: string
  readonly role: BindHousehold['role'] | null
  readonly label: string
  readonly consent: boolean
}

export type FieldName = 'companyCode' | 'householdNo' | 'name' | 'lastFour' | 'role' | 'label' | 'consent'
export type Faults = { readonly [Name in FieldName]?: string }

export const emptyForm: BindingForm = {
  companyCode: '',
  householdNo: '',
  checkBy: 'phone',
  name: '',
  lastFour: '',
  role: null,
  label: '',
  consent: false,
}

/** The same faults in the same words as the server's contract; it stays the judge. */
export function faultsOf(form: BindingForm): Faults {
  const householdNo = form.householdNo.trim()
  return {
    ...(householdNo === '' ? { householdNo: '请填写客户卡号' } : {}),
    ...(householdNo !== '' && !/^[0-9A-Za-z-]{4,20}$/.test(householdNo) ? { householdNo: '客户卡号为 4-20 位数字、字母或短横线' } : {}),
    ...(form.checkBy === 'phone' && !/^\d{4}$/.test(form.lastFour) ? { lastFour: '请填写手机号后四位数字' } : {}),
    ...(form.checkBy === 'name' && form.name.trim() === '' ? { name: '请填写户主姓名' } : {}),
    ...(form.role === null ? { role: '请选择与户主的关系' } : {}),
    ...(form.consent ? {} : { consent: '请先阅读并同意隐私说明' }),
  }
}

/** The request, null while something is missing. */
export function bodyOf(form: BindingForm): BindHousehold | null {
  if (form.role === null || !form.consent) return null
  const label = form.label.trim()
  const companyCode = form.companyCode.trim()
  return {
    ...(companyCode === '' ? {} : { companyCode }),
    householdNo: form.householdNo.trim().toUpperCase(),
    check: form.checkBy === 'phone' ? { kind: 'phone', lastFour: form.lastFour } : { kind: 'name', name: form.name.trim() },
    role: form.role,
    ...(label === '' ? {} : { label }),
    consent: true,
  }
}

const fieldOfPath: Record<string, FieldName> = {
  companyCode: 'companyCode',
  householdNo: 'householdNo',
  'check.name': 'name',
  'check.lastFour': 'lastFour',
  role: 'role',
  label: 'label',
  consent: 'consent',
}

/** Field errors of a refusal at their fields. */
export function faultsOfRefusal(failure: RequestFailure): Faults {
  const faults: { [Name in FieldName]?: string } = {}
  for (const { path, message } of failure.problem?.errors ?? []) {
    const field = fieldOfPath[path]
    if (field) faults[field] = message
  }
  return faults
}
