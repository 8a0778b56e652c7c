import type { Named } from '../../../../shared/format/names.ts'
import type { Rule } from '../../../../shared/tariff/rule-set.ts'
import { columnLetters, type SheetRow } from '../../platform/xlsx/index.ts'
import type { HouseholdInput } from '../households/index.ts'
import { billedArea, type HeightRule } from './billed-area.ts'
import { wholeOfDecimal } from './decimal.ts'
import { arrearsSeasonOf, type ColumnKey, customerKinds, householdColumns, useStatuses } from './household-columns.ts'
import { type Fault, fault } from './sheet-fault.ts'

/** What the sheet is held against; plain data, because it goes to a thread. */
export type SheetReference = {
  readonly seasonCode: string
  readonly units: readonly { readonly id: number; readonly code: string; readonly name: string }[]
  /** `unit id:name` of every community there is. */
  readonly communities: readonly string[]
  readonly newCommunities: boolean
  readonly customerClasses: readonly Named[]
  readonly priceTypes: readonly string[]
  readonly heightRule: HeightRule | null
  /** By unit id: the rules of the season's price that multiply heat by the storey height. */
  readonly surcharges: Readonly<Record<number, readonly Rule[]>>
  /** Seasons that have not ended: no arrears yet. */
  readonly runningSeasons: readonly string[]
}

/** Positive: arrears of that season; negative: balance. Whole fen. */
export type Opening = { readonly seasonCode: string; readonly amountFen: number }
export type ReadHousehold = {
  readonly orgUnitId: number
  readonly input: HouseholdInput
  readonly openings: readonly Opening[]
  readonly heightComputed: number
  readonly newCommunity: boolean
}
export type ReadRow = {
  readonly rowNo: number
  readonly cells: readonly string[]
  readonly householdNo: string | null
  /** On the first row of a household that has no fault. */
  readonly household: ReadHousehold | null
  /** A further area of the household above. */
  readonly part: boolean
  readonly faults: readonly Fault[]
}

type Area = NonNullable<HouseholdInput['season']>['areas'][number]
type Work = {
  readonly row: SheetRow
  readonly no: string
  readonly faults: Fault[]
  readonly head: Omit<HouseholdInput, 'season'> & { readonly orgUnitId: number; readonly status: string; readonly newCommunity: boolean }
  readonly area: Area
  readonly heightComputed: boolean
  readonly openings: readonly Opening[]
}

const AREAS_AT_MOST = 50

/** Reads the rows of a sheet one after another: header first, then `add` per row, then `end`. Households come out whole. */
export class HouseholdReader {
  readonly #reference: SheetReference
  readonly #at: Readonly<Record<ColumnKey, number>>
  readonly #arrears: readonly { readonly index: number; readonly seasonCode: string }[]
  readonly #width: number
  readonly #units = new Map<string, SheetReference['units'][number]>()
  readonly #communities: ReadonlySet<string>
  readonly #seen = new Map<string, number>()
  readonly #titles: readonly string[]
  #group: Work[] = []

  /** Call `headerFaults` first: a header with faults has no reader. */
  constructor(header: readonly string[], reference: SheetReference) {
    this.#reference = reference
    this.#titles = header
    this.#at = Object.fromEntries(householdColumns.map(({ key }, index) => [key, index])) as Record<ColumnKey, number>
    this.#arrears = header.flatMap((title, index) => {
      const seasonCode = arrearsSeasonOf(title)
      return seasonCode === null ? [] : [{ index, seasonCode }]
    })
    this.#width = header.length
    for (const unit of reference.units) for (const name of [unit.code, unitChoice(unit)]) this.#units.set(name.toUpperCase(), unit)
    this.#communities = new Set(reference.communities)
  }

  /** Answers the household that ended above this row, if one did. */
  add(row: SheetRow): ReadRow[] {
    const work = this.#read(row)
    const [first] = this.#group
    if (first && first.no === work.no && work.no !== '') {
      this.#group.push(work)
      return []
    }
    const done = this.end()
    const before = this.#seen.get(work.no)
    if (work.no !== '' && before !== undefined)
      work.faults.push(this.#fault(row, 'householdNo', `客户卡号 ${work.no} 与第 ${before} 行重复；同一户的几处面积应上下相邻`))
    if (work.no !== '' && before === undefined) this.#seen.set(work.no, row.rowNo)
    this.#group = [work]
    return done
  }

  /** The last household. */
  end(): ReadRow[] {
    const group = this.#group
    this.#group = []
    const [first, ...others] = group
    if (!first) return []
    const names = new Set([first.area.name])
    for (const other of others) {
      if (JSON.stringify(other.head) !== JSON.stringify(first.head))
        other.faults.push(this.#fault(other.row, 'householdNo', `客户卡号与上一行相同，但供热站、地址、户主或用热状态不同`))
      if (names.has(other.area.name))
        other.faults.push(this.#fault(other.row, 'areaName', `这一户已有面积“${other.area.name}”，重复的行请删除`))
      names.add(other.area.name)
      if (other.openings.length > 0) other.faults.push(fault(other.row.rowNo, null, '陈欠请只填在这一户的第一行'))
    }
    if (group.length > AREAS_AT_MOST) first.faults.push(fault(first.row.rowNo, null, `一户的面积最多 ${AREAS_AT_MOST} 行`))
    const good = group.every(({ faults }) => faults.length === 0)
    return group.map(({ row, no, faults }, index) => ({
      rowNo: row.rowNo,
      cells: row.cells,
      householdNo: no === '' ? null : no.slice(0, 20),
      household: good && index === 0 ? householdOf(first, group, this.#reference.seasonCode) : null,
      part: good && index > 0,
      faults: faults.slice(0, 20),
    }))
  }

  #read(row: SheetRow): Work {
    const faults: Fault[] = row.faults.map(({ column, message }) =>
      fault(row.rowNo, this.#titles[column - 1] ?? columnLetters(column), message),
    )
    const spoilt = new Set(row.faults.map(({ column }) => column - 1))
    const say = (key: ColumnKey, message: string) => {
      if (!spoilt.has(this.#at[key])) faults.push(this.#fault(row, key, message))
    }
    const text = (key: ColumnKey) => (row.cells[this.#at[key]] ?? '').normalize('NFKC').trim()
    const chosen = (key: ColumnKey, of: readonly Named[], otherwise: string | null): string => {
      const given = text(key)
      if (given === '' && otherwise !== null) return otherwise
      const found = of.find(({ code, name }) => given === name || given === code)
      if (!found) say(key, given === '' ? '必填' : `没有“${given.slice(0, 32)}”，可选：${of.map(({ name }) => name).join('、')}`)
      return found?.code ?? ''
    }
    const measured = (key: ColumnKey, required: boolean): number | null => {
      const given = text(key)
      if (given === '') {
        if (required) say(key, '必填')
        return null
      }
      const value = wholeOfDecimal(given, 3)
      if (value === null) say(key, `“${given.slice(0, 32)}”不是数字，或小数多于三位`)
      else if (value <= 0) say(key, '应大于 0')
      return value !== null && value > 0 ? value : null
    }
    const named = (key: ColumnKey, longest: number, otherwise: string | null): string => {
      const given = text(key)
      if (given === '' && otherwise === null) say(key, '必填')
      if (given.length > longest) say(key, `最多 ${longest} 个字`)
      return given === '' ? (otherwise ?? '') : given
    }

    for (const [index, value] of row.cells.entries())
      if (index >= this.#width && value !== '') faults.push(fault(row.rowNo, columnLetters(index + 1), '这一列没有标题，请删除其内容'))
    const { units, newCommunities, customerClasses, priceTypes, heightRule, surcharges } = this.#reference
    const unitName = text('unit')
    const unit = this.#units.get(unitName.toUpperCase())
    if (!unit) say('unit', unitName === '' ? '必填' : `没有供热站“${unitName.slice(0, 32)}”，或不在所选组织之下`)
    const community = named('community', 64, null)
    const known = unit !== undefined && this.#communities.has(`${unit.id}:${community}`)
    if (unit && community !== '' && !known && !newCommunities)
      say('community', `${unit.name}没有小区“${community}”，请先建立，或在上传时选择自动建立`)
    const no = text('householdNo').toUpperCase()
    const floor = named('floor', 16, '')
    const phone = text('phone')
    const kind = chosen('kind', customerKinds, 'person')
    const status = chosen('status', useStatuses, 'heating')
    const customerClass = chosen('customerClass', customerClasses, null)
    const priceType = chosen(
      'priceType',
      priceTypes.map((code) => ({ code, name: code })),
      null,
    )
    const grossMilliM2 = measured('gross', true)
    const inside = measured('inside', false)
    const usable = measured('usable', false)
    const billedMilliM2 = measured('billed', false)
    const heightMm = measured('height', false)
    const provenance = named('provenance', 20, '期初导入')
    const given = { grossMilliM2: grossMilliM2 ?? 1, billedMilliM2, heightMm, customerClass, priceType, provenance }
    const billed = billedArea(given, heightRule, surcharges[unit?.id ?? units[0]?.id ?? 0] ?? [])
    if ('fault' in billed) say('billed', billed.fault)
    const bill = 'fault' in billed ? { billedMilliM2: 1, heightMm: null, provenance, computed: false } : billed
    const area: Area = {
      name: named('areaName', 32, '住宅'),
      grossMilliM2: given.grossMilliM2,
      billedMilliM2: bill.billedMilliM2,
      customerClass,
      priceType,
      provenance: bill.provenance,
      status: status === 'heating' ? 'heating' : 'stopped',
      ...(inside === null ? {} : { insideMilliM2: inside }),
      ...(usable === null ? {} : { usableMilliM2: usable }),
      ...(bill.heightMm === null ? {} : { heightMm: bill.heightMm }),
    }
    const head = {
      householdNo: no,
      orgUnitCode: unit?.code ?? '',
      community,
      building: named('building', 32, null),
      entrance: named('entrance', 32, null),
      ...(floor === '' ? {} : { floor }),
      room: named('room', 32, null),
      customer: {
        kind: kind === 'firm' ? ('firm' as const) : ('person' as const),
        name: named('name', 100, null),
        ...(phone === '' ? {} : { phone }),
      },
      orgUnitId: unit?.id ?? 0,
      status,
      newCommunity: !known,
    }
    return { row, no, faults, head, area, heightComputed: bill.computed, openings: this.#openings(row, faults, spoilt) }
  }

  #openings(row: SheetRow, faults: Fault[], spoilt: ReadonlySet<number>): Opening[] {
    return this.#arrears.flatMap(({ index, seasonCode }) => {
      const given = (row.cells[index] ?? '').normalize('NFKC').trim()
      if (given === '' || spoilt.has(index)) return []
      const amountFen = wholeOfDecimal(given, 2)
      if (amountFen === null)
        faults.push(fault(row.rowNo, this.#titles[index] ?? '', `“${given.slice(0, 32)}”不是金额（元，最多两位小数）`))
      return amountFen ? [{ seasonCode, amountFen }] : []
    })
  }

  #fault(row: SheetRow, key: ColumnKey, message: string): Fault {
    return fault(row.rowNo, this.#titles[this.#at[key]] ?? key, message)
  }
}

/** The way the drop-down shows a unit. */
export function unitChoice({ code, name }: { readonly code: string; readonly name: string }): string {
  return `${code} ${name}`
}

/** Everything wrong with the titles at once (the header must not be changed). */
export function headerFaults(header: readonly string[], { seasonCode, runningSeasons }: SheetReference): Fault[] {
  const faults: Fault[] = []
  const say = (index: number, message: string) => faults.push(fault(1, columnLetters(index + 1), message))
  for (const [index, { title }] of householdColumns.entries()) {
    const found = header[index] ?? ''
    if (found !== title)
      say(index, `标题应为“${title}”${found === '' ? '，现在是空的' : `，现在是“${found.slice(0, 32)}”`}；请勿修改标题行`)
  }
  const seen = new Set<string>()
  for (const [index, title] of header.entries()) {
    if (index < householdColumns.length) continue
    const arrears = arrearsSeasonOf(title)
    if (arrears === null)
      say(index, title === '' ? '标题是空的，请删除这一列' : `不认识的标题“${title.slice(0, 32)}”：只能是“2009-2010陈欠”这样的陈欠列`)
    else if (seen.has(arrears)) say(index, `${arrears}陈欠 出现了两次`)
    else if (arrears >= seasonCode) say(index, `${arrears} 不早于本次导入的 ${seasonCode} 采暖季，不是陈欠`)
    else if (runningSeasons.includes(arrears)) say(index, `${arrears} 采暖季还没有结束，不能作为陈欠导入`)
    if (arrears) seen.add(arrears)
  }
  return faults
}

function householdOf({ head, openings }: Work, group: readonly Work[], seasonCode: string): ReadHousehold {
  const { orgUnitId, status, newCommunity, ...input } = head
  return {
    orgUnitId,
    input: {
      ...input,
      season: { seasonCode, status: status as 'heating' | 'stopped' | 'not-connected', areas: group.map(({ area }) => area) },
    },
    openings,
    heightComputed: group.filter(({ heightComputed }) => heightComputed).length,
    newCommunity,
  }
}
