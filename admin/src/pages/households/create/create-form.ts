import type { CreateHousehold } from '../../../../../shared/contracts/households/record.ts'
import { scaled } from '../../tariffs/form/field-text.ts'
import { type RecordForm, recordInput } from '../record-fields.tsx'

export type AreaForm = {
  readonly name: string
  readonly customerClass: string
  readonly priceType: string
  /** Figures as people type them: ㎡ and m. */
  readonly gross: string
  readonly inside?: string
  readonly billed?: string
  readonly height?: string
  readonly provenance: string
}
export type CreateForm = {
  readonly householdNo: string
  readonly orgUnitCode: string
  readonly community: string
  readonly building: string
  readonly entrance: string
  readonly floor?: string
  readonly room: string
  readonly customer: {
    readonly kind: 'person' | 'firm'
    readonly name: string
    readonly phone?: string
    readonly otherPhones?: string
    readonly idNo?: string
  }
  readonly record: RecordForm
  readonly seasonCode?: string
  readonly status: 'heating' | 'stopped'
  readonly areas: readonly AreaForm[]
}

export const emptyRecord: RecordForm = { contractSigned: 'no', cardHolder: 'no', agencyAllowed: 'yes' }
export const emptyArea: Partial<AreaForm> = { name: '住宅', customerClass: 'residential', priceType: '按面积', provenance: '房产证' }
export const emptyForm = {
  customer: { kind: 'person' },
  record: emptyRecord,
  status: 'heating',
  areas: [emptyArea],
} as const

const DECIMALS = 3
const given = (text: string | undefined) => (text?.trim() ? text.trim() : undefined)
const measured = (text: string | undefined) => (given(text) === undefined ? undefined : (scaled(given(text) ?? '', DECIMALS) ?? 0))

/** The billed area that is left empty is the gross area. Without a season there are no areas. */
export function createOf(filled: CreateForm): CreateHousehold {
  const { householdNo, orgUnitCode, community, building, entrance, room, customer, seasonCode, status } = filled
  const { kind, name, ...optional } = customer
  return {
    householdNo: householdNo.trim(),
    orgUnitCode,
    community: community.trim(),
    building: building.trim(),
    entrance: entrance.trim(),
    room: room.trim(),
    ...kept({ floor: given(filled.floor) }),
    customer: {
      kind,
      name: name.trim(),
      ...kept({ phone: given(optional.phone), otherPhones: given(optional.otherPhones), idNo: given(optional.idNo) }),
    },
    record: recordInput(filled.record, emptyRecord),
    ...(seasonCode ? { season: { seasonCode, status, areas: filled.areas.map((area) => ({ ...areaOf(area), status })) } } : {}),
  }
}

function areaOf({ name, customerClass, priceType, gross, inside, billed, height, provenance }: AreaForm) {
  const grossMilliM2 = measured(gross) ?? 0
  return {
    name: name.trim(),
    customerClass: customerClass.trim(),
    priceType: priceType.trim(),
    provenance: provenance.trim(),
    grossMilliM2,
    billedMilliM2: measured(billed) ?? grossMilliM2,
    ...kept({ insideMilliM2: measured(inside), heightMm: measured(height) }),
  }
}

/** Only what is there. */
function kept<Part extends object>(part: Part): { [Key in keyof Part]?: NonNullable<Part[Key]> } {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as never
}
