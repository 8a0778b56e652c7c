import type { HouseholdFile, HouseholdRow } from '../../../../shared/contracts/households.ts'
import { maskName, maskPhone } from '../../../../shared/format/mask.ts'
import { changeTitle, changeWords } from './change-words.ts'

type Person = { readonly customerKind: 'person' | 'firm'; readonly customerName: string; readonly customerPhone: string | null }
type Listed = Omit<HouseholdRow, 'status'> & Person & { readonly status: HouseholdRow['status'] | null }
type Area = HouseholdFile['seasons'][number]['areas'][number]
type AreaRow = { readonly seasonCode: string; readonly seasonStatus: HouseholdRow['status'] } & {
  readonly [Key in keyof Area]: Area[Key] | null
}

/** What the report of one household found, before anything is masked. */
export type FileFacts = {
  readonly head: Person & {
    readonly householdNo: string
    readonly address: string
    readonly unitCode: string
    readonly unitName: string
    readonly balanceFen: number
  }
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
  }[]
}

/** A firm's name is no personal data; its telephone may well be somebody's. */
function masked({ customerKind, customerName, customerPhone }: Person): Omit<Person, 'customerKind'> {
  return {
    customerName: customerKind === 'firm' ? customerName : maskName(customerName),
    customerPhone: customerPhone === null ? null : maskPhone(customerPhone),
  }
}

/** A household without a record of the season is not connected as far as this season goes. */
export function presentHouseholdRow({ customerKind, ...listed }: Listed): HouseholdRow {
  return { ...listed, ...masked({ customerKind, ...listed }), status: listed.status ?? 'not-connected' }
}

export function presentHouseholdFile({ head, areas, bindings, changes }: FileFacts): HouseholdFile {
  const { customerName: name, customerPhone: phone } = masked(head)
  return {
    householdNo: head.householdNo,
    customer: { kind: head.customerKind, name, phone },
    address: head.address,
    orgUnit: { code: head.unitCode, name: head.unitName },
    seasons: presentSeasons(areas),
    balanceFen: head.balanceFen,
    bindings: bindings.map(({ role, residentNo, boundAt, state }) => ({
      role,
      resident: residentNo,
      boundAt: new Date(boundAt).toISOString(),
      state,
    })),
    changes: changes.map(({ at, actorName, what, beforeValue, afterValue }) => ({
      at: new Date(at).toISOString(),
      actor: actorName,
      what: changeTitle(what),
      before: changeWords(beforeValue),
      after: changeWords(afterValue),
    })),
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
