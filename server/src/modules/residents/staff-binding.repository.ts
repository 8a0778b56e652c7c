import type { BindingQuery } from '../../../../shared/contracts/residents/bindings.ts'
import { beginsWith, ESCAPED } from '../../database/like.ts'
import { inScope, scopeValues } from '../../database/scope.ts'
import type { ReadUnit, Replacements } from '../../database/unit-of-work.ts'
import type { Scope } from '../../platform/caller.ts'
import type { BindingRole } from './binding.repository.ts'

/** A binding as the desk sees it: whole here, masked by whoever presents it. */
export type DeskBinding = {
  readonly id: number
  readonly tenantId: number
  readonly residentId: number
  readonly bindingNo: string
  readonly householdNo: string
  readonly orgUnitId: number
  readonly orgUnit: string
  readonly holderName: string
  readonly holderKind: 'person' | 'firm'
  readonly address: string
  readonly residentNo: string
  readonly role: BindingRole
  readonly state: 'active' | 'removed'
  readonly boundAt: number
}

const FROM = `FROM bindings b JOIN households h ON h.id = b.household_id JOIN customers c ON c.id = h.customer_id
  JOIN org_units u ON u.id = h.org_unit_id JOIN residents r ON r.id = b.resident_id`
const BINDING = `SELECT b.id, b.tenant_id AS tenantId, b.resident_id AS residentId, b.binding_no AS bindingNo, h.household_no AS householdNo,
  h.org_unit_id AS orgUnitId, u.name AS orgUnit, c.name AS holderName, c.customer_kind AS holderKind, h.address, r.resident_no AS residentNo,
  b.role, b.state, b.consent_at AS boundAt ${FROM}`

export async function findDeskBinding(unit: ReadUnit, scope: Scope, bindingNo: string): Promise<DeskBinding | null> {
  const [binding] = await unit.select<DeskBinding>(`${BINDING} WHERE ${inScope('h')} AND b.binding_no = :bindingNo`, {
    ...scopeValues(scope),
    bindingNo,
  })
  return binding ?? null
}

/** Newest first. */
export async function listDeskBindings(
  unit: ReadUnit,
  scope: Scope,
  { page, pageSize, ...filter }: BindingQuery,
): Promise<{ readonly items: readonly DeskBinding[]; readonly total: number }> {
  const { where, values } = conditionOf(scope, filter)
  const [count] = await unit.select<{ total: number }>(`SELECT COUNT(*) AS total ${FROM} WHERE ${where}`, values)
  const items = await unit.select<DeskBinding>(`${BINDING} WHERE ${where} ORDER BY b.consent_at DESC, b.id DESC LIMIT :size OFFSET :skip`, {
    ...values,
    size: pageSize,
    skip: (page - 1) * pageSize,
  })
  return { items, total: Number(count?.total ?? 0) }
}

type Filter = Omit<BindingQuery, 'page' | 'pageSize'>

function conditionOf(scope: Scope, { household, phoneTail, platform, role, state }: Filter): { where: string; values: Replacements } {
  const identity = (condition: string) =>
    `EXISTS (SELECT 1 FROM resident_identities i WHERE i.resident_id = b.resident_id AND ${condition})`
  const conditions: { readonly where: string; readonly values: Replacements }[] = [
    { where: inScope('h'), values: scopeValues(scope) },
    ...(household ? [{ where: `h.household_no LIKE :household ${ESCAPED}`, values: { household: beginsWith(household) } }] : []),
    ...(phoneTail ? [{ where: identity('i.phone LIKE :tail'), values: { tail: `%${phoneTail}` } }] : []),
    ...(platform ? [{ where: identity('i.platform = :platform'), values: { platform } }] : []),
    ...(role ? [{ where: 'b.role = :role', values: { role } }] : []),
    ...(state ? [{ where: 'b.state = :state', values: { state } }] : []),
  ]
  return { where: conditions.map((one) => one.where).join(' AND '), values: Object.assign({}, ...conditions.map((one) => one.values)) }
}

export type DeskIdentity = { readonly residentId: number; readonly platform: string; readonly phone: string | null }

/** Where these residents come from. One statement. */
export async function listIdentities(unit: ReadUnit, residentIds: readonly number[]): Promise<DeskIdentity[]> {
  if (residentIds.length === 0) return []
  return unit.select<DeskIdentity>(
    'SELECT resident_id AS residentId, platform, phone FROM resident_identities WHERE resident_id IN (:residentIds) ORDER BY id',
    { residentIds },
  )
}
