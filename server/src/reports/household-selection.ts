import type { BulkAct } from '../../../shared/contracts/households/edits.ts'
import type { HouseholdSelection } from '../../../shared/contracts/households.ts'
import type { ReadUnit, Replacements } from '../database/unit-of-work.ts'
import { type Asked, householdsSelected, onList } from './household-conditions.ts'

/** The next selected households after a card number, by card number. */
export async function selectHouseholds(
  unit: ReadUnit,
  asked: Asked,
  { selection, after, limit }: { readonly selection: HouseholdSelection; readonly after: string; readonly limit: number },
): Promise<{ id: number; householdNo: string }[]> {
  const { from, values } = await householdsSelected(unit, asked, selection)
  return unit.select<{ id: number; householdNo: string }>(
    `SELECT h.id, h.household_no AS householdNo FROM ${from} AND h.household_no > :after ORDER BY h.household_no LIMIT :limit`,
    { ...values, after, limit },
  )
}

/** How many are selected, and how many of them an act would make different. One statement. */
export async function countSelection(
  unit: ReadUnit,
  asked: Asked,
  { selection, act }: { readonly selection: HouseholdSelection; readonly act: BulkAct },
): Promise<{ readonly total: number; readonly changing: number }> {
  const { from, values } = await householdsSelected(unit, asked, selection)
  const differs = differsAfter(act)
  const [count] = await unit.select<{ total: number; changing: number }>(
    `SELECT COUNT(*) AS total, COALESCE(SUM(CASE WHEN ${differs.where} THEN 1 ELSE 0 END), 0) AS changing FROM ${from}`,
    { ...values, ...differs.values, today: asked.today },
  )
  return { total: count?.total ?? 0, changing: Number(count?.changing ?? 0) }
}

const TAGGED = `EXISTS (SELECT 1 FROM household_tags mark JOIN tags t ON t.id = mark.tag_id WHERE mark.household_id = h.id AND t.tenant_id = :tenantId AND t.name = :actTag)`

const COLUMNS: Readonly<Record<string, string>> = {
  subType: 'h.sub_type',
  connectionType: 'h.connection_type',
  controlType: 'h.control_type',
  billingMethod: 'h.billing_method',
  networkState: 'h.network_state',
  customerNature: 'h.customer_nature',
  heatingMode: 'h.heating_mode',
  substation: '(SELECT p.name FROM substations p WHERE p.id = h.substation_id)',
  payingOrg: '(SELECT p.name FROM paying_orgs p WHERE p.id = h.paying_org_id)',
  cardHolder: 'h.card_holder',
  agencyAllowed: 'h.agency_allowed',
}

function differsAfter(act: BulkAct): { readonly where: string; readonly values: Replacements } {
  if (act.kind === 'tag-add') return { where: `NOT ${TAGGED}`, values: { actTag: act.tag } }
  if (act.kind === 'tag-remove') return { where: TAGGED, values: { actTag: act.tag } }
  if (act.kind === 'list-mark') return { where: `NOT ${onList('h', act.list)}`, values: {} }
  if (act.kind === 'list-end') return { where: onList('h', act.list), values: {} }
  const fields = Object.entries(act.fields).filter(([, value]) => value !== undefined)
  return {
    where: `(${fields.map(([name]) => `COALESCE(${COLUMNS[name]}, '') <> :set_${name}`).join(' OR ')})`,
    values: Object.fromEntries(
      fields.map(([name, value]) => [`set_${name}`, typeof value === 'boolean' ? (value ? 1 : 0) : (value ?? '')]),
    ),
  }
}
