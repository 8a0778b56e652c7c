import type { RecordInput } from '../../../../shared/contracts/households/record.ts'
import { type HouseholdWordKind, householdWordKinds } from '../../../../shared/format/household-words.ts'
import { isDuplicate } from '../../database/database.ts'
import type { Cell, NewRow, Table } from '../../database/table.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { households } from './household.model.ts'
import { householdWords } from './marks.model.ts'
import { payingOrgs, substations } from './place.model.ts'

/** A household with all that an edit may change, whole. */
export type EditableHousehold = {
  readonly id: number
  readonly householdNo: string
  readonly orgUnitId: number
  readonly community: string
  readonly building: string
  readonly entrance: string
  readonly floor: string | null
  readonly room: string
  readonly address: string
  readonly recordVersion: number
  readonly customerId: number
  readonly customerKind: 'person' | 'firm'
  readonly customerName: string
  readonly customerPhone: string | null
  readonly otherPhones: string | null
  readonly idNoMask: string | null
  readonly subType: string | null
  readonly connectionType: string | null
  readonly controlType: string | null
  readonly billingMethod: string | null
  readonly networkState: string | null
  readonly customerNature: string | null
  readonly heatingMode: string | null
  readonly substation: string | null
  readonly payingOrg: string | null
  readonly contractNo: string | null
  readonly contractSigned: 0 | 1
  readonly cardHolder: 0 | 1
  readonly agencyAllowed: 0 | 1
  readonly connectedSeason: string | null
  readonly connectedOn: string | null
}

const EDITABLE = `SELECT h.id, h.household_no AS householdNo, h.org_unit_id AS orgUnitId, m.name AS community, b.name AS building, e.name AS entrance,
    h.floor, h.room, h.address, h.record_version AS recordVersion, h.customer_id AS customerId, c.customer_kind AS customerKind,
    c.name AS customerName, c.phone AS customerPhone, c.other_phones AS otherPhones, c.id_no_mask AS idNoMask,
    h.sub_type AS subType, h.connection_type AS connectionType, h.control_type AS controlType, h.billing_method AS billingMethod,
    h.network_state AS networkState, h.customer_nature AS customerNature, h.heating_mode AS heatingMode,
    p.name AS substation, o.name AS payingOrg, h.contract_no AS contractNo, h.contract_signed AS contractSigned,
    h.card_holder AS cardHolder, h.agency_allowed AS agencyAllowed, h.connected_season AS connectedSeason, h.connected_on AS connectedOn
  FROM households h JOIN customers c ON c.id = h.customer_id JOIN communities m ON m.id = h.community_id
    JOIN buildings b ON b.id = h.building_id JOIN entrances e ON e.id = h.entrance_id
    LEFT JOIN substations p ON p.id = h.substation_id LEFT JOIN paying_orgs o ON o.id = h.paying_org_id`

/** By id in a company, ascending by id. */
export async function findEditable(unit: ReadUnit, tenantId: number, ids: readonly number[]): Promise<EditableHousehold[]> {
  if (ids.length === 0) return []
  return unit.select<EditableHousehold>(`${EDITABLE} WHERE h.tenant_id = :tenantId AND h.id IN (:ids) ORDER BY h.id`, { tenantId, ids })
}

/** Every household of these customers: their names and telephones lead to all of them. */
export async function findHouseholdsOfCustomers(unit: ReadUnit, tenantId: number, customerIds: readonly number[]) {
  if (customerIds.length === 0) return []
  return unit.select<EditableHousehold>(`${EDITABLE} WHERE h.tenant_id = :tenantId AND h.customer_id IN (:customerIds) ORDER BY h.id`, {
    tenantId,
    customerIds,
  })
}

/** Locks these households in ascending id; nothing that moves their money or edits them goes on beside it. */
export async function lockRecords(unit: Unit, tenantId: number, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await unit.selectForUpdate('SELECT id FROM households WHERE tenant_id = :tenantId AND id IN (:ids) ORDER BY id', {
    tenantId,
    ids: ids.toSorted((one, other) => one - other),
  })
}

export type Cells = Readonly<Record<string, Cell>>

/** What a record's input is in cells of `households`: names of things become their rows, made where they are new. */
export async function recordCells(unit: Unit, { tenantId, orgUnitId }: Owner, given: RecordInput): Promise<Cells> {
  const { substation, payingOrg, contractNo, contractSigned, cardHolder, agencyAllowed, connectedSeason, connectedOn } = given
  await collectWords(unit, tenantId, given)
  const flag = (value: boolean | undefined) => (value === undefined ? undefined : value ? 1 : 0)
  const ensured = (name: string | null | undefined, find: (name: string) => Promise<number>) =>
    name === undefined || name === null ? Promise.resolve(name) : find(name)
  const cells: Readonly<Record<string, Cell | undefined>> = {
    ...Object.fromEntries(householdWordKinds.map((kind) => [columnOf(kind), given[kind]])),
    substation_id: await ensured(substation, (name) =>
      ensure(unit, substations, 'SELECT id FROM substations WHERE tenant_id = :tenant_id AND org_unit_id = :org_unit_id AND name = :name', {
        tenant_id: tenantId,
        org_unit_id: orgUnitId,
        name,
      }),
    ),
    paying_org_id: await ensured(payingOrg, (name) =>
      ensure(unit, payingOrgs, 'SELECT id FROM paying_orgs WHERE tenant_id = :tenant_id AND name = :name', { tenant_id: tenantId, name }),
    ),
    contract_no: contractNo,
    contract_signed: flag(contractSigned),
    card_holder: flag(cardHolder),
    agency_allowed: flag(agencyAllowed),
    connected_season: connectedSeason,
    connected_on: connectedOn,
  }
  return Object.fromEntries(Object.entries(cells).filter((cell): cell is [string, Cell] => cell[1] !== undefined))
}
export type Owner = { readonly tenantId: number; readonly orgUnitId: number }

/** One UPDATE for all of them; each record is a version further. */
export async function updateRecords(unit: Unit, tenantId: number, ids: readonly number[], cells: Cells): Promise<void> {
  if (ids.length === 0) return
  const sets = Object.keys(cells).map((name) => `${name} = :${name}, `)
  await unit.execute(
    `UPDATE ${households.name} SET ${sets.join('')}record_version = record_version + 1, version = version + 1 WHERE tenant_id = :tenantId AND id IN (:ids)`,
    { ...cells, tenantId, ids },
  )
}

export async function updateCustomer(unit: Unit, tenantId: number, id: number, cells: Cells): Promise<void> {
  const sets = Object.keys(cells).map((name) => `${name} = :${name}, `)
  if (sets.length === 0) return
  await unit.execute(`UPDATE customers SET ${sets.join('')}version = version + 1 WHERE tenant_id = :tenantId AND id = :id`, {
    ...cells,
    tenantId,
    id,
  })
}

/** The encrypted ID number of a customer. */
export async function sealedIdNo(unit: ReadUnit, tenantId: number, customerId: number): Promise<string | null> {
  const [row] = await unit.select<{ cipher: string | null }>(
    'SELECT id_no_cipher AS cipher FROM customers WHERE tenant_id = :tenantId AND id = :customerId',
    { tenantId, customerId },
  )
  return row?.cipher ?? null
}

/** A word of the record is kept for the drop-downs the first time it is used. */
async function collectWords(unit: Unit, tenantId: number, given: RecordInput): Promise<void> {
  for (const kind of householdWordKinds) {
    const word = given[kind]
    if (!word) continue
    await ensure(
      unit,
      householdWords,
      'SELECT id FROM household_words WHERE tenant_id = :tenant_id AND word_kind = :word_kind AND word = :word',
      { tenant_id: tenantId, word_kind: kind, word },
    )
  }
}

/** subType is sub_type. */
function columnOf(kind: HouseholdWordKind): string {
  return kind.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** A small thing by its name, made where it is new; somebody else may make it at the same moment, and then theirs is taken. */
export async function ensure<T extends Table>(unit: Unit, table: T, sql: string, row: Omit<NewRow<T>, 'id'>): Promise<number> {
  const find = async () => (await unit.select<{ id: number }>(sql, row as never))[0]?.id
  const known = await find()
  if (known !== undefined) return known
  const id = unit.newId(table)
  try {
    await unit.insert(table as Table, [{ id, ...row } as never])
    return id
  } catch (error) {
    const theirs = isDuplicate(error) ? await find() : undefined
    if (theirs === undefined) throw error
    return theirs
  }
}
