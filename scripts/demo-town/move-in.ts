import type { System } from '../../server/src/compose.ts'
import type { Caller } from '../../server/src/platform/caller.ts'
import { type CellValue, writeWorkbook } from '../../server/src/platform/xlsx/index.ts'
import type { TownHome } from './homes.ts'

type Area = TownHome['current']['areas'][number]
/** The titles of the template, in its order. */
const TITLES = [
  ...['供热站', '小区', '楼号', '单元', '层', '室号', '客户卡号', '客户名称', '户主类型', '手机号'],
  ...['客户类型', '单价类型', '用热状态', '面积名称', '建筑面积', '套内面积', '使用面积', '采暖面积', '层高', '面积来源'],
] as const
const CLASSES: Readonly<Record<string, string>> = { residential: '居民', 'non-residential': '非居民' }
const STATUSES = { heating: '用热', stopped: '停热', 'not-connected': '未接通' } as const

/**
 * A company moves in: its workbook is made, uploaded, checked and committed as a person would do it. What households bring from older
 * seasons stands in columns of 陈欠. Throws when the check finds a fault.
 */
export async function moveIn(
  system: System,
  operator: Caller,
  orgUnit: string,
  homes: readonly TownHome[],
  seasonCode: string,
): Promise<void> {
  const given = { fileName: '用热户.xlsx', seasonCode, orgUnit, newCommunities: 'create' } as const
  const importNo = await system.exchange.uploadImport(operator, given, await workbook(homes, seasonCode))
  await system.worker.drain()
  const { state, fileFaults, faultCount } = await system.exchange.readImport(operator, importNo)
  if (state !== 'ready') throw new Error(`示范城镇的工作簿没有通过校验：${faultCount} 处错误 ${JSON.stringify(fileFaults)}`)
  await system.exchange.commitImport(operator, importNo)
  await system.worker.drain()
}

async function workbook(homes: readonly TownHome[], seasonCode: string): Promise<Buffer> {
  const seasonsBack = [...new Set(homes.flatMap(({ openings = [] }) => openings.map((one) => one.seasonsBack)))].sort().reverse()
  const columns = [...TITLES, ...seasonsBack.map((back) => `${seasonBefore(seasonCode, back)}陈欠`)].map((title) => ({ title, width: 12 }))
  const rows = homes.flatMap((home) =>
    (home.last ?? home.current).areas.map((area, index) => [
      ...cellsOf(home, area),
      ...seasonsBack.map((back) => (index === 0 ? openingCell(home, back) : '')),
    ]),
  )
  const parts: Buffer[] = []
  for await (const part of writeWorkbook({ name: '用热户', columns, rows })) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

function seasonBefore(seasonCode: string, back: number): string {
  const year = Number(seasonCode.slice(0, 4)) - back
  return `${year}-${year + 1}`
}

/** In the order of the titles. */
function cellsOf(home: TownHome, area: Area): CellValue[] {
  const { orgUnitCode, community, building, entrance, floor = '', room, householdNo, customer } = home
  const of = [customer.name, customer.kind === 'firm' ? '单位' : '个人', customer.phone ?? '']
  const { customerClass, priceType, name, grossMilliM2, insideMilliM2, usableMilliM2, billedMilliM2, heightMm, provenance } = area
  const use = [CLASSES[customerClass] ?? customerClass, priceType, STATUSES[area.status ?? 'heating'], name]
  const sizes = [grossMilliM2, insideMilliM2, usableMilliM2, billedMilliM2, heightMm].map(thousandths)
  return [orgUnitCode, community, building, entrance, floor, room, householdNo, ...of, ...use, ...sizes, provenance]
}

function openingCell({ openings = [] }: TownHome, back: number): CellValue {
  const found = openings.find(({ seasonsBack }) => seasonsBack === back)
  return found ? { number: decimal(found.amountFen, 2) } : ''
}

const thousandths = (value: number | undefined): CellValue => (value === undefined ? '' : { number: decimal(value, 3) })

/** A whole number of hundredths or thousandths as the decimal a workbook holds. */
function decimal(value: number, places: number): string {
  const digits = String(Math.abs(value)).padStart(places + 1, '0')
  return `${value < 0 ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`
}
