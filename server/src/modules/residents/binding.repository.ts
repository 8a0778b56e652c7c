import { maskAddress, maskName } from '../../../../shared/format/mask.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { bindings, bindingTries } from './resident.model.ts'

export type BindingRole = 'holder' | 'family' | 'payer'

/** A household as the resident bound to it may know it: name and room are masked already, so nothing later can forget to. */
export type BoundHousehold = {
  readonly bindingNo: string
  readonly role: BindingRole
  readonly label: string | null
  readonly tenantId: number
  readonly company: string
  readonly householdId: number
  readonly householdNo: string
  readonly orgUnitId: number
  readonly legalEntityId: number
  /** Who collects, by law: one payment never goes to two of them. */
  readonly payee: string
  /** 张*; null for a payer, who is shown an amount and no person. */
  readonly holderName: string | null
  /** 青云里 3号楼 2单元 ***室; null for a payer. */
  readonly address: string | null
}

/** Through which app somebody looks: a company's own app shows only that company's homes. */
export type BoundThrough = { readonly residentId: number; readonly appId: string }

const BOUND = `SELECT b.binding_no AS bindingNo, b.role, b.label, b.tenant_id AS tenantId, t.name AS company, h.id AS householdId,
    h.household_no AS householdNo, h.org_unit_id AS orgUnitId, u.legal_entity_id AS legalEntityId, e.name AS payee,
    c.name AS holderName, h.address
  FROM bindings b JOIN channel_apps a ON a.app_id = :appId AND (a.tenant_id IS NULL OR a.tenant_id = b.tenant_id)
    JOIN tenants t ON t.id = b.tenant_id JOIN households h ON h.id = b.household_id JOIN customers c ON c.id = h.customer_id
    JOIN org_units u ON u.id = h.org_unit_id JOIN legal_entities e ON e.id = u.legal_entity_id
  WHERE b.resident_id = :residentId AND b.state = 'active' AND t.state = 'active'`

/** All homes of a resident in the order they were bound. One statement. */
export async function listBoundHouseholds(unit: ReadUnit, { residentId, appId }: BoundThrough): Promise<BoundHousehold[]> {
  return (await unit.select<BoundHousehold>(`${BOUND} ORDER BY b.consent_at, b.id`, { residentId, appId })).map(masked)
}

/** One home by its card number; null when this resident has not bound it, whether it exists or not. */
export async function findBoundHousehold(
  unit: ReadUnit,
  { residentId, appId }: BoundThrough,
  householdNo: string,
): Promise<BoundHousehold | null> {
  const [home] = await unit.select<BoundHousehold>(`${BOUND} AND h.household_no = :householdNo`, { residentId, appId, householdNo })
  return home ? masked(home) : null
}

function masked(home: BoundHousehold): BoundHousehold {
  if (home.role === 'payer') return { ...home, holderName: null, address: null }
  return { ...home, holderName: maskName(home.holderName ?? ''), address: maskAddress(home.address ?? '') }
}

export type StoredBinding = {
  readonly id: number
  readonly bindingNo: string
  readonly tenantId: number
  readonly householdId: number
  readonly householdNo: string
  readonly orgUnitId: number
  readonly state: 'active' | 'removed'
  readonly role: BindingRole
  readonly label: string | null
  readonly consentAt: number
}

const BINDING = `SELECT b.id, b.binding_no AS bindingNo, b.tenant_id AS tenantId, b.household_id AS householdId, h.household_no AS householdNo,
  h.org_unit_id AS orgUnitId, b.state, b.role, b.label, b.consent_at AS consentAt FROM bindings b JOIN households h ON h.id = b.household_id`

/** A resident's own bindings with a card number, of any company and state. */
export function listBindingsByNo(unit: ReadUnit, residentId: number, householdNo: string): Promise<StoredBinding[]> {
  return unit.select<StoredBinding>(`${BINDING} WHERE b.resident_id = :residentId AND h.household_no = :householdNo`, {
    residentId,
    householdNo,
  })
}

/** All bindings of a resident, of any company and state. */
export function listOwnBindings(unit: ReadUnit, residentId: number): Promise<StoredBinding[]> {
  return unit.select<StoredBinding>(`${BINDING} WHERE b.resident_id = :residentId ORDER BY b.id`, { residentId })
}

export async function findOwnBinding(unit: ReadUnit, residentId: number, bindingNo: string): Promise<StoredBinding | null> {
  const [binding] = await unit.select<StoredBinding>(`${BINDING} WHERE b.resident_id = :residentId AND b.binding_no = :bindingNo`, {
    residentId,
    bindingNo,
  })
  return binding ?? null
}

export type NewBinding = {
  readonly tenantId: number
  readonly bindingNo: string
  readonly residentId: number
  readonly householdId: number
  readonly role: BindingRole
  readonly label: string | null
  readonly consentAt: number
}

export async function insertBinding(unit: Unit, binding: NewBinding): Promise<void> {
  await unit.insert(bindings, [
    {
      id: unit.newId(bindings),
      tenant_id: binding.tenantId,
      binding_no: binding.bindingNo,
      resident_id: binding.residentId,
      household_id: binding.householdId,
      role: binding.role,
      label: binding.label,
      state: 'active',
      consent_at: binding.consentAt,
    },
  ])
}

/** Bound again after it was removed: the same row, with the consent given now. */
export async function reviveBinding(
  unit: Unit,
  id: number,
  { role, label, consentAt }: Pick<NewBinding, 'role' | 'label' | 'consentAt'>,
): Promise<void> {
  await unit.execute(
    `UPDATE bindings SET state = 'active', role = :role, label = :label, consent_at = :consentAt, version = version + 1 WHERE id = :id`,
    { id, role, label, consentAt },
  )
}

export async function moveBinding(unit: Unit, id: number, residentId: number): Promise<void> {
  await unit.execute('UPDATE bindings SET resident_id = :residentId, version = version + 1 WHERE id = :id', { id, residentId })
}

export async function saveLabel(unit: Unit, id: number, label: string | null): Promise<void> {
  await unit.execute('UPDATE bindings SET label = :label, version = version + 1 WHERE id = :id', { id, label })
}

/** What a resident called their homes is theirs alone, and goes with them. */
export async function forgetLabels(unit: Unit, residentId: number): Promise<void> {
  await unit.execute('UPDATE bindings SET label = NULL, version = version + 1 WHERE resident_id = :residentId AND label IS NOT NULL', {
    residentId,
  })
}

export async function markRemoved(unit: Unit, id: number): Promise<void> {
  await unit.execute(`UPDATE bindings SET state = 'removed', version = version + 1 WHERE id = :id`, { id })
}

/** Every living binding of a household ends, e.g. when it gets another holder. Answers how many. */
export function removeBindingsOf(unit: Unit, tenantId: number, householdId: number): Promise<number> {
  return unit.execute(
    `UPDATE bindings SET state = 'removed', version = version + 1 WHERE tenant_id = :tenantId AND household_id = :householdId AND state = 'active'`,
    { tenantId, householdId },
  )
}

/** Failed tries of this resident, and on this card number by anybody, since an instant. */
export async function countTries(
  unit: ReadUnit,
  of: { readonly residentId: number; readonly householdNo: string; readonly since: number },
): Promise<{ readonly byResident: number; readonly onHousehold: number }> {
  const [counts] = await unit.select<{ byResident: number; onHousehold: number }>(
    `SELECT (SELECT COUNT(*) FROM binding_tries t WHERE t.resident_id = :residentId AND t.created_at > :since) AS byResident,
       (SELECT COUNT(*) FROM binding_tries t WHERE t.household_no = :householdNo AND t.created_at > :since) AS onHousehold`,
    of,
  )
  return counts ?? { byResident: 0, onHousehold: 0 }
}

export async function appendTry(unit: Unit, residentId: number, householdNo: string): Promise<void> {
  await unit.insert(bindingTries, [{ id: unit.newId(bindingTries), resident_id: residentId, household_no: householdNo }])
}

/** Guesses at one card by many residents wait for each other, so that no more than the limit are judged. */
export async function lockCard(unit: Unit, tenantId: number, householdNo: string): Promise<void> {
  await unit.selectForUpdate<{ id: number }>('SELECT id FROM households WHERE tenant_id = :tenantId AND household_no = :householdNo', {
    tenantId,
    householdNo,
  })
}
