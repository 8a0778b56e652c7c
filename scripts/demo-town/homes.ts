import type { HouseholdInput } from '../../server/src/modules/households/index.ts'
import { type Neighbour, type StoryHome, story } from './story.ts'

type Area = NonNullable<HouseholdInput['season']>['areas'][number]
type Status = 'heating' | 'stopped' | 'not-connected'

/** A household of the town; in a season it does not name it was not a customer yet. */
export type TownHome = Omit<HouseholdInput, 'season'> & {
  /** What it brought from the books before ours: arrears, or (below 0) money it had there. */
  readonly openings?: readonly Opening[]
  readonly last?: { readonly status: Status; readonly areas: Area[] }
  readonly current: { readonly status: Status; readonly areas: Area[] }
}

/** Of the season that many years before the last one. */
export type Opening = { readonly seasonsBack: 1 | 2 | 3; readonly amountFen: number }

/** Heavenly stems are nobody's surnames: every holder is plainly invented, and still found by pinyin. */
const STEMS = '甲乙丙丁戊己庚辛壬癸'
const GIVEN = ['春华', '秋实', '建国', '素芬', '小满', '冬至', '立夏', '白露', '晴川', '望舒', '云帆', '思远', '长安', '清和']
const FLAT_MILLI_M2 = [89_550, 78_360, 118_250, 64_720, 96_080, 132_400, 58_910]

/** 青云里: fourteen homes heated last season, ten connected this year; 长青街: shops. Both belong to 东一供热站. */
export function eastOneHomes(): readonly TownHome[] {
  const flats = Array.from({ length: 23 }, (_, index) => {
    const home = flat('1001', index + 2, 'EAST-1', '青云里')
    return index + 2 <= 14 ? { ...home, last: home.current } : home
  })
  const owesLast = fromStory(story.owesLastSeason, {
    orgUnitCode: 'EAST-1',
    community: '青云里',
    building: '1号楼',
    entrance: '1单元',
    room: '101',
  })
  const first: TownHome = { ...owesLast, last: owesLast.current, current: { ...owesLast.current, status: 'not-connected' } }
  return [first, ...flats.map(special), ...shops()]
}

/** 翠湖花园, connected this year: 东二供热站. */
export function eastTwoHomes(): readonly TownHome[] {
  const place = (room: string) => ({ orgUnitCode: 'EAST-2', community: '翠湖花园', building: '1号楼', entrance: '1单元', room })
  const stopped = fromStory(story.stopped, place('201'))
  return [
    fromStory(story.owesThisSeason, place('101')),
    fromStory(story.owesThisSeasonToo, place('102')),
    { ...stopped, current: { status: 'stopped', areas: stopped.current.areas.map((area) => ({ ...area, status: 'stopped' as const })) } },
    ...Array.from({ length: 17 }, (_, index) => flat('1002', index + 4, 'EAST-2', '翠湖花园')),
  ]
}

/** 向阳小区 of 样本供热. */
export function sampleHomes(): readonly TownHome[] {
  const diner = firm('20010015', 'SAMPLE', '样本小吃店', '向阳小区', '门面1号', [shop('门面', 48_200)])
  const flats = Array.from({ length: 49 }, (_, index) => flat('2001', index + 1, 'SAMPLE', '向阳小区'))
  return [...flats.filter(({ householdNo }) => householdNo !== diner.householdNo), diner]
}

/** An ordinary flat: its holder, place and area follow from its number. */
export function flat(prefix: string, number: number, orgUnitCode: string, community: string): TownHome {
  const index = number - 1
  const [floor, door] = [1 + (Math.floor(index / 2) % 6), 1 + (index % 2)]
  const holder = `${STEMS[(number * 7 + Number(prefix)) % STEMS.length]}${GIVEN[(number * 3 + Number(prefix)) % GIVEN.length]}`
  return {
    householdNo: `${prefix}${String(number).padStart(4, '0')}`,
    orgUnitCode,
    community,
    building: `${1 + Math.floor(index / 12)}号楼`,
    entrance: `${1 + (Math.floor(index / 6) % 2)}单元`,
    floor: String(floor),
    room: `${floor}0${door}`,
    customer: { kind: 'person', name: holder, phone: phone(Number(prefix) * 37 + number * 613) },
    current: { status: 'heating', areas: [dwelling(FLAT_MILLI_M2[(number * 3) % FLAT_MILLI_M2.length] ?? 80_000)] },
  }
}

/** What makes a town more than a table: an attic billed by half, a home that stopped this season. */
function special(home: TownHome): TownHome {
  const [area] = home.current.areas
  if (!area) return home
  if (home.householdNo === '10010012') {
    const attic: Area = { ...area, name: '阁楼', grossMilliM2: 30_250, billedMilliM2: 15_125, provenance: '现场测量' }
    const both = { ...home.current, areas: [area, attic] }
    return { ...home, last: both, current: both }
  }
  if (home.householdNo === '10010009') return { ...home, current: { status: 'stopped', areas: [{ ...area, status: 'stopped' }] } }
  return home
}

function shops(): readonly TownHome[] {
  const street = '长青街'
  const restaurant = firm('10019001', 'EAST-1', '样例餐饮有限公司', street, '1-2号', [
    shop('商铺', 120_000, { insideMilliM2: 101_500, heightMm: 5_000 }),
    shop('阁楼', 15_125, { grossMilliM2: 30_250 }),
  ])
  return [
    { ...restaurant, last: restaurant.current },
    firm('10019002', 'EAST-1', '示例药房', street, '3号', [shop('商铺', 66_800)]),
    firm('10019003', 'EAST-1', '虚构书店', street, '4号', [shop('商铺', 85_300), shop('仓库', 40_000)]),
    firm('10019004', 'EAST-1', '样例幼儿园', street, '10号', [shop('教学楼', 1_260_500)]),
  ]
}

export function firm(householdNo: string, orgUnitCode: string, name: string, community: string, room: string, areas: Area[]): TownHome {
  return {
    householdNo,
    orgUnitCode,
    community,
    building: '沿街',
    entrance: '门面',
    room,
    address: `${community} ${room}`,
    customer: { kind: 'firm', name, phone: phone(Number(householdNo.slice(-4))) },
    current: { status: 'heating', areas },
  }
}

export function fromStory(
  { householdNo, holder, phoneLastFour, areaMilliM2 }: StoryHome | Neighbour,
  place: Pick<TownHome, 'orgUnitCode' | 'community' | 'building' | 'entrance' | 'room'>,
): TownHome {
  const customer = { kind: 'person' as const, name: holder, phone: phone(Number(phoneLastFour)) }
  return { ...place, householdNo, floor: place.room.slice(0, 1), customer, current: { status: 'heating', areas: [dwelling(areaMilliM2)] } }
}

function dwelling(milliM2: number): Area {
  return {
    name: '住宅',
    grossMilliM2: milliM2,
    billedMilliM2: milliM2,
    customerClass: 'residential',
    priceType: '按面积',
    provenance: '房产证',
  }
}

export function shop(name: string, milliM2: number, more: Partial<Area> = {}): Area {
  const base = {
    name,
    grossMilliM2: milliM2,
    billedMilliM2: milliM2,
    customerClass: 'non-residential',
    priceType: '按面积',
    provenance: '现场测量',
  }
  return { ...base, ...more }
}

/** No telephone in the world begins like this. */
function phone(number: number): string {
  return `1000000${String(number % 10_000).padStart(4, '0')}`
}
