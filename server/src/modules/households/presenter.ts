import type { HouseholdEdit } from '../../../../shared/contracts/households/edits.ts'
import type { HouseholdMarks } from '../../../../shared/contracts/households/marks.ts'
import type { HouseholdRecordFields } from '../../../../shared/contracts/households/record.ts'
import type { HouseholdFile, HouseholdRow } from '../../../../shared/contracts/households.ts'
import { maskName, maskPhone, maskPhones } from '../../../../shared/format/mask.ts'
import { changeTitle, changeWords } from './change-words.ts'
import type { EditRecord } from './household-edit.repository.ts'
import type { ReadMarks } from './marks.repository.ts'

type Person = { readonly customerKind: 'person' | 'firm'; readonly customerName: string; readonly customerPhone: string | null }
type Listed = Omit<HouseholdRow, 'status' | 'blacklisted' | 'tags'> &
  Person & { readonly status: HouseholdRow['status'] | null; readonly blacklisted: 0 | 1; readonly tags: readonly string[] }
type Area = HouseholdFile['seasons'][number]['areas'][number]
type AreaRow = { readonly seasonCode: string; readonly seasonStatus: HouseholdRow['status'] } & {
  readonly [Key in keyof Area]: Area[Key] | null
}

/** What the report of one household found, before anything is masked. */
export type FileFacts = {
  readonly head: Person & {
    readonly householdNo: string
    readonly address: string
    readonly community: string
    readonly building: string
    readonly entrance: string
    readonly floor: string | null
    readonly room: string
    readonly otherPhones: string | null
    readonly idNoMask: string | null
    readonly recordVersion: number
    readonly unitCode: string
    readonly unitName: string
    readonly balanceFen: number
  } & Omit<HouseholdRecordFields, Flag> & { readonly [Name in Flag]: 0 | 1 }
  readonly areas: readonly AreaRow[]
  readonly bindings: readonly {
    readonly role: 'holder' | 'family' | 'payer'
    readonly residentNo: string
    readonly boundAt: number
    readonly state: 'active' | 'removed'
  }[]
  readonly changes: readonly {
    readonly at: number
    readonly actorName: string
    readonly what: string
    readonly beforeValue: string | null
    readonly afterValue: string | null
    readonly reason: string | null
  }[]
}
type Flag = 'contractSigned' | 'cardHolder' | 'agencyAllowed'

/** A firm's name is no personal data; its telephone may well be somebody's. */
function masked({ customerKind, customerName, customerPhone }: Person): Omit<Person, 'customerKind'> {
  return {
    customerName: customerKind === 'firm' ? customerName : maskName(customerName),
    customerPhone: customerPhone === null ? null : maskPhone(customerPhone),
  }
}

/** A household without a record of the season is not connected as far as this season goes. */
export function presentHouseholdRow({ customerKind, ...listed }: Listed): HouseholdRow {
  return {
    ...listed,
    ...masked({ customerKind, ...listed }),
    status: listed.status ?? 'not-connected',
    blacklisted: listed.blacklisted === 1,
    tags: [...listed.tags],
  }
}

export function presentHouseholdFile({ head, areas, bindings, changes }: FileFacts): HouseholdFile {
  const { customerName: name, customerPhone: phone } = masked(head)
  const { community, building, entrance, floor, room, otherPhones } = head
  return {
    householdNo: head.householdNo,
    customer: {
      kind: head.customerKind,
      name,
      phone,
      otherPhones: otherPhones === null ? null : maskPhones(otherPhones),
      idNo: head.idNoMask,
    },
    place: { community, building, entrance, floor, room },
    address: head.address,
    record: presentRecord(head),
    recordVersion: head.recordVersion,
    orgUnit: { code: head.unitCode, name: head.unitName },
    seasons: presentSeasons(areas),
    balanceFen: head.balanceFen,
    bindings: bindings.map(({ role, residentNo, boundAt, state }) => ({
      role,
      resident: residentNo,
      boundAt: new Date(boundAt).toISOString(),
      state,
    })),
    changes: changes.map(({ at, actorName, what, beforeValue, afterValue, reason }) => ({
      at: new Date(at).toISOString(),
      actor: actorName,
      what: changeTitle(what),
      before: changeWords(beforeValue),
      after: changeWords(afterValue),
      reason,
    })),
  }
}

function presentRecord(head: FileFacts['head']): HouseholdRecordFields {
  const { subType, connectionType, controlType, billingMethod, networkState, customerNature, heatingMode } = head
  const { substation, payingOrg, contractNo, connectedSeason, connectedOn } = head
  return {
    subType,
    connectionType,
    controlType,
    billingMethod,
    networkState,
    customerNature,
    heatingMode,
    substation,
    payingOrg,
    contractNo,
    contractSigned: head.contractSigned === 1,
    cardHolder: head.cardHolder === 1,
    agencyAllowed: head.agencyAllowed === 1,
    connectedSeason,
    connectedOn,
  }
}

/** Whose a linked household is is masked as everywhere. */
export function presentMarks({ tags, lists, notes, links }: ReadMarks): HouseholdMarks {
  return {
    tags: [...tags],
    lists: lists.map((entry) => ({ ...entry, current: entry.current === 1 })),
    notes: notes.map(({ at, author, body }) => ({ at: new Date(at).toISOString(), author, body })),
    links: links.map(({ customerKind, customerName, ...link }) => ({
      ...link,
      customerName: customerKind === 'firm' ? customerName : maskName(customerName),
    })),
  }
}

export function presentEdit({ editNo, state, total, seen, changed, startedBy, createdAt, finishedAt }: EditRecord): HouseholdEdit {
  return {
    editNo,
    state,
    total,
    seen,
    changed,
    startedBy,
    createdAt: new Date(createdAt).toISOString(),
    finishedAt: finishedAt === null ? null : new Date(finishedAt).toISOString(),
  }
}

/** Rows come newest season first, areas by number; a season without areas is one row without an area. */
function presentSeasons(rows: readonly AreaRow[]): HouseholdFile['seasons'] {
  const seasons = new Map<string, HouseholdFile['seasons'][number]>()
  for (const { seasonCode, seasonStatus, ...area } of rows) {
    const season = seasons.get(seasonCode) ?? { seasonCode, status: seasonStatus, areas: [] }
    seasons.set(seasonCode, season)
    if (area.areaNo !== null) season.areas.push(area as Area)
  }
  return [...seasons.values()]
}
