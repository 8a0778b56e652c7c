import { firm, flat, fromStory, type Opening, shop, type TownHome } from './homes.ts'
import { METERED, metered } from './meters.ts'
import { neighbours } from './story.ts'

/** A part of the town that came with the company's own workbook. */
type Quarter = { readonly prefix: string; readonly orgUnitCode: string; readonly community: string; readonly homes: number }

const longleFang: Quarter = { prefix: '1003', orgUnitCode: 'EAST-1', community: '长乐坊', homes: 110 }
const liuyinLi: Quarter = { prefix: '1004', orgUnitCode: 'EAST-2', community: '柳荫里', homes: 90 }
const nanYuan: Quarter = { prefix: '3001', orgUnitCode: 'SOUTH-1', community: '南苑', homes: 88 }

/** More than what two seasons cost: there is some of it left. */
const PREPAID_FEN = 800_000

/** 关联客户: households that belong together. */
export const linked = [
  ['10030001', '10030002', '父母'],
  ['10030021', '10040021', '本人另一处'],
  ['10040001', '10040002', '子女'],
  ['30090001', '30090002', '同一经营者'],
  ['30010001', '30010002', '房东与租户'],
] as const

/**
 * The households 示例热力集团 brought as a workbook when it moved in: attics billed by half, some that stop this season, arrears of three
 * seasons, money paid in advance, and the high shops of 南街.
 */
export function newcomers(): readonly TownHome[] {
  return [...[longleFang, liuyinLi, nanYuan].flatMap(homesOf), ...highShops()]
}

function homesOf({ prefix, orgUnitCode, community, homes }: Quarter): TownHome[] {
  return Array.from({ length: homes }, (_, index) => {
    const number = index + 1
    const told = Object.values(neighbours).find(({ householdNo }) => householdNo === `${prefix}${String(number).padStart(4, '0')}`)
    const plain = flat(prefix, number, orgUnitCode, community)
    const home = told ? { ...fromStory(told, { ...plain, entrance: plain.entrance, room: plain.room }) } : plain
    return withOpenings(inBothSeasons(withMeter(withAttic(home, number)), number), number)
  })
}

/** Every sixth flat of the east has an attic, billed by half its area. */
function withAttic(home: TownHome, number: number): TownHome {
  const [area] = home.current.areas
  if (!area || number % 6 !== 0 || home.orgUnitCode === 'SOUTH-1') return home
  const attic = { ...area, name: '阁楼', grossMilliM2: 24_500, billedMilliM2: 12_250, provenance: '现场测量' }
  return { ...home, current: { ...home.current, areas: [area, attic] } }
}

function withMeter(home: TownHome): TownHome {
  if (!metered.some(({ householdNo }) => householdNo === home.householdNo)) return home
  return { ...home, current: { ...home.current, areas: home.current.areas.map((area) => ({ ...area, priceType: METERED })) } }
}

/** Every sixteenth has its heat stopped this season. */
function inBothSeasons(home: TownHome, number: number): TownHome {
  const stops = number % 16 === 7
  const areas = home.current.areas.map((area) => ({ ...area, status: 'stopped' as const }))
  return { ...home, last: home.current, ...(stops ? { current: { status: 'stopped' as const, areas } } : {}) }
}

/** In the east every fifth owes three old seasons, every twentieth has paid in advance. */
function withOpenings(home: TownHome, number: number): TownHome {
  if (home.orgUnitCode === 'SOUTH-1') return home
  if (number % 20 === 10) return { ...home, openings: [{ seasonsBack: 1, amountFen: -PREPAID_FEN }] }
  return number % 5 === 3 ? { ...home, openings: arrearsOf(home) } : home
}

/** The old books say whole yuan: 21, 22 and 23 yuan for each whole square metre. */
function arrearsOf({ current }: TownHome): Opening[] {
  const [area] = current.areas
  const wholeM2 = Math.trunc((area?.grossMilliM2 ?? 0) / 1000)
  return ([3, 2, 1] as const).map((seasonsBack) => ({ seasonsBack, amountFen: wholeM2 * (24 - seasonsBack) * 100 }))
}

/** 南街: fifteen shops from 3.3 m to 6.1 m high. */
function highShops(): TownHome[] {
  return Array.from({ length: 15 }, (_, index) => {
    const number = index + 1
    const householdNo = `3009${String(number).padStart(4, '0')}`
    const areas = [shop('商铺', 60_000 + index * 4_350, { heightMm: 3_300 + index * 200 })]
    const home = firm(householdNo, 'SOUTH-1', `示例商铺${number}号`, '南街', `${number}号`, areas)
    return { ...home, last: home.current }
  })
}
